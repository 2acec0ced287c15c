// What a budget came to, in sentences: computed, whatever it is.
import { priceName } from '../network/resource.js';
import { plural } from '../plural.js';
import { percent } from '../report/spread.js';
import type { BudgetPlan } from './budget-plan.js';
import { type BudgetEntry, nearestReading } from './budget-search.js';
import { rivalNoiseLines } from './processors.js';

/** `the exact mean`, `100 shots`. */
export function trainedForText(price: number | null): string {
  return price === null ? 'the exact mean' : plural(price, 'shot');
}

type Confirmed = BudgetEntry & { readonly shots: number };

function isConfirmed(entry: BudgetEntry): entry is Confirmed {
  return entry.shots !== null;
}

function fewest(entries: readonly Confirmed[]): Confirmed | null {
  return entries.reduce<Confirmed | null>(
    (kept, next) => (kept === null || next.shots < kept.shots ? next : kept),
    null,
  );
}

function entryText({ resource, name, shots, trainedFor, reached }: Confirmed, over: string): string {
  const [of, all] = reached ?? [0, 0];
  return `${priceName(resource, shots)} by ${name}, trained for ${trainedForText(trainedFor)} (reached in ${of} of ${all} ${over})`;
}

/** What entanglement saves against everything separable that was confirmed. */
function savingText(confirmed: readonly Confirmed[]): string[] {
  const ebits = fewest(confirmed.filter(({ kind }) => kind === 'entangled'));
  const others = fewest(confirmed.filter(({ kind }) => kind !== 'entangled'));
  if (ebits === null) return [];
  if (others === null) return ['Nothing that is separable was confirmed to reach it.'];
  const [with1, without] = [ebits, others].map(({ resource, shots }) => priceName(resource, shots));
  return ebits.shots < others.shots
    ? [`Entanglement saves shots: ${with1} instead of ${without}.`]
    : [`Entanglement saves no shots: ${with1} with ebits, ${without} without.`];
}

/** Of entries the one that takes the fewest new pairs. */
function thriftiest(entries: readonly Confirmed[]): Confirmed | undefined {
  return [...entries].sort((a, b) => (a.pairs ?? 0) - (b.pairs ?? 0))[0];
}

/** Whether pairs of a link are better distilled or used as they come, by pairs and by seconds. */
function linkText(entries: readonly BudgetEntry[], confirmed: readonly Confirmed[]): string[] {
  const tried = entries.flatMap(({ resource }) => resource.linked?.rounds ?? []);
  if (!tried.includes(0) || tried.length < 2) return [];
  const linked = confirmed.filter(({ resource }) => resource.linked !== undefined);
  const plain = linked.find(({ resource }) => resource.linked?.rounds === 0);
  const better = thriftiest(linked.filter((entry) => entry !== plain));
  if (plain === undefined && better === undefined)
    return ['Neither pairs as they come nor distilled ones were confirmed to reach it.'];
  const price = ({ resource, shots }: Confirmed) => priceName(resource, shots);
  const often = better === undefined ? '' : ` after ${plural(better.resource.linked?.rounds ?? 0, 'round')}`;
  if (better === undefined) return ['Spend the pairs on shots: distilled ones were not confirmed to reach it.'];
  if (plain === undefined)
    return [`Distil: pairs as they come were not confirmed to reach it, ${price(better)}${often} were.`];
  const [pairs, seconds] = [(better.pairs ?? 0) < (plain.pairs ?? 0), (better.seconds ?? 0) < (plain.seconds ?? 0)];
  const both = `${price(plain)} as they come, ${price(better)}${often}`;
  if (pairs !== seconds)
    return [`Distilling takes ${pairs ? 'fewer pairs and more' : 'more pairs and less'} time: ${both}.`];
  return [`${pairs ? 'Distil' : 'Spend the pairs on more shots'}: ${both}.`];
}

/**
 * Returns what a budget says, the answer first.
 *
 * @param entries - one a resource, at least one
 */
export function budgetSentences(
  { accuracy, shotsMost, compared }: BudgetPlan,
  entries: readonly BudgetEntry[],
): string[] {
  const target = percent(accuracy);
  const over = compared.data.kind === 'table' ? 'other splits' : 'other data sets';
  const [{ search }] = entries;
  const { baseRate } = search[0];
  const base =
    baseRate >= accuracy
      ? [`Always giving the label of the larger class reaches ${percent(baseRate)} without a shot.`]
      : [];
  const best = entries.filter(isConfirmed).filter(({ isBest }) => isBest);
  const unconfirmed = entries.filter(({ found, shots }) => found !== null && shots === null);
  const lost = unconfirmed.map(
    ({ name, found, resource }) =>
      `${name} reached ${target} with ${priceName(resource, found ?? 0)} on the data of the search, which ${over} did not confirm.`,
  );
  const noise = rivalNoiseLines(compared.processors);
  if (best.length === 0) {
    const nearest = nearestReading(entries);
    const others = entries.filter(({ kind }) => kind !== 'entangled');
    const rival = nearest.entry.kind === 'entangled' && others.length > 0 ? nearestReading(others) : null;
    const near = [nearest, ...(rival === null ? [] : [rival])].map(
      ({ entry, at }, i) =>
        `${i === 0 ? 'Nearest comes' : 'Of what is separable'} ${entry.name}${i === 0 ? '' : ' does'}: ${percent(at.mean)} with ` +
        `${priceName(entry.resource, at.shots)} (95 % interval ${percent(at.low)} to ${percent(at.high)}).`,
    );
    const within = `within ${shotsMost} shots a decision`;
    const none =
      lost.length > 0
        ? `Nothing was confirmed to reach ${target} ${within}.`
        : `Nothing is sure to reach ${target} ${within}: no interval of 95 % lies there.`;
    return [...base, none, ...(lost.length > 0 ? lost : near), ...noise];
  }
  const list = [...best].sort((a, b) => a.shots - b.shots).map((entry) => entryText(entry, over));
  const answer = `A decision that is right in ${target} takes ${list.join('; or ')}.`;
  const condition = compared.data.kind === 'table' ? ['All of this is conditional on this table.'] : [];
  const confirmed = entries.filter(isConfirmed);
  return [...base, answer, ...savingText(confirmed), ...linkText(entries, confirmed), ...lost, ...condition, ...noise];
}
