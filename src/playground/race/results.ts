import { type Evaluation, judgedAccuracy } from './course.js';
import type { Run } from './run.js';
import type { RunSettings } from './settings.js';

/** Everything but the ebits, as one text. */
function rest({ ebits: _, fidelity: __, ...others }: RunSettings): string {
  return JSON.stringify(others);
}

/**
 * Returns the run without an ebit that a run is to be compared with: one with the same other settings, or else the first;
 * null where there is none that has been judged.
 */
export function baselineOf(run: Run, all: readonly Run[]): Run | null {
  const candidates = all.filter(({ settings, latest }) => settings.ebits === 0 && latest !== null);
  return candidates.find(({ settings }) => rest(settings) === rest(run.settings)) ?? candidates[0] ?? null;
}

/** Returns by how much a run's accuracy is above that of its run without an ebit, in points of a hundred; null if unknown. */
export function gain(run: Run, all: readonly Run[]): number | null {
  const baseline = baselineOf(run, all);
  if (baseline?.latest == null || run.latest === null || run.settings.ebits === 0) return null;
  return 100 * (judgedAccuracy(run.latest) - judgedAccuracy(baseline.latest));
}

function counted(ebits: number): string {
  return ebits === 1 ? 'one ebit' : `${ebits} ebits`;
}

/** Returns what a race has shown, as a sentence about its best run with ebits; null before there is something to compare. */
export function verdict(all: readonly Run[]): string | null {
  const done = all.filter(({ phase }) => phase === 'done');
  const compared = done
    .map((run) => ({ run, more: gain(run, done) }))
    .filter((one): one is { run: Run; more: number } => one.more !== null);
  if (compared.length === 0) return null;
  const { run, more } = compared.reduce((best, other) => (other.more > best.more ? other : best));
  const baseline = baselineOf(run, done);
  if (run.latest === null || baseline?.latest == null) return null;
  const share = (latest: Evaluation) => `${(100 * judgedAccuracy(latest)).toFixed(1)} %`;
  const rows = run.latest.validationAccuracy === null ? 'rows' : 'validation rows';
  const rest = `${share(run.latest)} of the ${rows} get the right label, without one ${share(baseline.latest)}`;
  const size = Math.abs(more).toFixed(1);
  const worth = size === '0.0' ? 'no difference' : `${size} points ${more > 0 ? 'more' : 'less'}`;
  return `With ${counted(run.settings.ebits)} ${rest}: ${worth}.`;
}
