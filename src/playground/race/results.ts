import { verdictOf } from '../../report/verdict.js';
import { sharedText } from '../entangled.js';
import { judgedAccuracy } from './course.js';
import type { Run } from './run.js';
import { flatSettings, learningDetails, type RunSettings } from './settings.js';

/** Everything but what is shared and the seed, as one text. */
function family({ model, training }: RunSettings): string {
  return JSON.stringify({ model, training: { ...training, seed: null } });
}

/** Whether two runs differ by nothing but what they share, and were judged after equally many iterations. */
function isAlike(run: Run, other: Run): boolean {
  return (
    family(run.settings) === family(other.settings) &&
    run.settings.training.seed === other.settings.training.seed &&
    run.latest !== null &&
    run.latest.iteration === other.latest?.iteration
  );
}

function sharesNothing({ settings: { network } }: Run): boolean {
  return network.ebits === 0 && network.coins === 0;
}

/** Returns the run with nothing shared that a run can be compared with: one that is alike in all else; null without any. */
export function baselineOf(run: Run, all: readonly Run[]): Run | null {
  if (sharesNothing(run)) return null;
  return all.find((other) => sharesNothing(other) && isAlike(run, other)) ?? null;
}

/** Returns by how much a run's accuracy is above that of its run with nothing shared, as a share; null if there is none. */
export function gain(run: Run, all: readonly Run[]): number | null {
  const baseline = baselineOf(run, all);
  if (baseline?.latest == null || run.latest === null) return null;
  return judgedAccuracy(run.latest) - judgedAccuracy(baseline.latest);
}

/** A run and the one with nothing shared beside it. */
interface Pair {
  readonly run: Run;
  readonly baseline: Run;
}

/** Pairs that differ by nothing but their seeds. */
interface Arm {
  readonly settings: RunSettings;
  readonly pairs: readonly Pair[];
}

/** The pairs of a race, each seed once; a run that stands twice in it tells nothing new. */
function armsOf(done: readonly Run[]): Arm[] {
  const arms = new Map<string, Map<number, Pair>>();
  for (const run of done) {
    const baseline = baselineOf(run, done);
    if (baseline === null) continue;
    const { seed } = flatSettings(run.settings);
    const key = `${sharedText(run.settings.network)} ${family(run.settings)}`;
    const pairs = arms.get(key) ?? new Map<number, Pair>();
    if (!pairs.has(seed)) pairs.set(seed, { run, baseline });
    arms.set(key, pairs);
  }
  return [...arms.values()].map((bySeed) => {
    const pairs = [...bySeed.values()];
    return { settings: pairs[0].run.settings, pairs };
  });
}

/**
 * Returns what a race has shown, a sentence for everything that was shared: runs that are done, each beside the one with
 * nothing shared that is alike in all else. Empty where there are no two such runs.
 *
 * Of several seeds it is the mean that counts, of a single one the rows.
 *
 * @param rightRows - which rows a run has labelled right; asked for only where there is a single seed
 */
export function verdicts(all: readonly Run[], rightRows: (run: Run) => ArrayLike<number> | null): readonly string[] {
  const arms = armsOf(all.filter(({ phase }) => phase === 'done'));
  const hasFamilies = new Set(arms.map(({ settings }) => family(settings))).size > 1;
  return arms.flatMap(({ settings, pairs }) => {
    const contrast = { first: sharedText(settings.network), second: 'nothing shared' };
    const about = hasFamilies ? `${learningDetails(settings)}, ${settings.training.iterations} iterations: ` : '';
    if (pairs.length > 1) {
      const differences = pairs.map(({ run, baseline }) => gain(run, [baseline]) as number);
      return [about + verdictOf({ ...contrast, differences, over: 'seeds' }).sentence];
    }
    const [{ run, baseline }] = pairs;
    const [own, other] = [rightRows(run), rightRows(baseline)];
    if (own === null || other === null) return [];
    const differences = Array.from(own, (right, n) => right - other[n]);
    const over = run.latest?.validationAccuracy === null ? 'training rows' : 'validation rows';
    return [about + verdictOf({ ...contrast, differences, over }).sentence];
  });
}
