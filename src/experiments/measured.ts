// What was measured and what was published, or a refusal: a number that is missing never becomes another number.
import { EbitError } from '../errors.js';
import { plural } from '../plural.js';
import { type Contrast, verdictOf } from '../report/verdict.js';
import type { EvaluationTask } from '../tasks/evaluation-task.js';
import type { FitTask } from '../tasks/fit-task.js';
import type { Score } from '../tasks/outcome.js';
import type { Measured } from './experiment.js';

/**
 * Returns a value that has to be there.
 *
 * @param what - its name, in the middle of a sentence
 * @throws EbitError 'config' if it is not
 */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value !== null && value !== undefined && !Number.isNaN(value)) return value;
  throw new EbitError(
    'config',
    `There is no ${what}, which this experiment needs; it is neither left out nor taken for 0.`,
  );
}

/** A model after its training, or somewhere else. */
type MeasuredModel = Measured<{ readonly task: FitTask } | { readonly task: EvaluationTask }>;

/**
 * Returns how a model does on the validation rows.
 *
 * @throws EbitError 'config' if it was measured on others, or there are none
 */
export function validationScore({ task, outcome }: MeasuredModel): Score {
  const score =
    outcome.kind === 'fit' ? outcome.validation : (task as EvaluationTask).rows === 'validation' ? outcome.score : null;
  return present(score, 'score on validation rows');
}

/** How well models do on the validation rows. */
export function scoresOf(cells: readonly MeasuredModel[]): Score[] {
  return cells.map(validationScore);
}

/** The accuracies of models on the validation rows. */
export function accuraciesOf(cells: readonly MeasuredModel[]): number[] {
  return cells.map((cell) => validationScore(cell).accuracy);
}

/**
 * Says of the accuracies of a table what one has to know beside them: the base rates of their rows, and how far the
 * balanced accuracies are from them.
 *
 * @param scores - at least one
 */
export function scoresNote(scores: readonly Score[]): string {
  const [rates, gaps] = [
    scores.map(({ baseRate }) => baseRate),
    scores.map(({ accuracy, balancedAccuracy }) => Math.abs(accuracy - balancedAccuracy)),
  ];
  const [least, most] = [Math.min(...rates), Math.max(...rates)].map((rate) => present(rate, 'base rate').toFixed(3));
  const range = least === most ? `is ${least}` : `lies between ${least} and ${most}`;
  return (
    `The base rate, the share of the larger class, ${range}; balanced accuracies differ from the accuracies of single ` +
    `runs by ${Math.max(...gaps).toFixed(3)} at most.`
  );
}

/** Ours minus others, place by place. @throws EbitError 'config' where one has no counterpart */
export function differencesOf(ours: readonly number[], others: readonly number[]): number[] {
  if (ours.length === others.length) return ours.map((value, i) => value - others[i]);
  throw new EbitError(
    'config',
    `${ours.length} measurements are set against ${others.length}; each needs its counterpart.`,
  );
}

/** Says whether one way is better than another, from what was measured of both, place by place. */
export function contrast(
  [first, ours]: readonly [what: string, values: readonly number[]],
  [second, others]: readonly [what: string, values: readonly number[]],
  over: Contrast['over'],
): string {
  return verdictOf({ first, second, differences: differencesOf(ours, others), over }).sentence;
}

/**
 * Returns the cells with some labels, in their order.
 *
 * @throws EbitError 'config' if there is none: what is looked for was asked for
 */
export function where<C extends object>(cells: readonly C[], labels: Partial<C>): C[] {
  const names = Object.keys(labels) as (keyof C)[];
  const found = cells.filter((cell) => names.every((name) => cell[name] === labels[name]));
  if (found.length > 0) return found;
  throw new EbitError('config', `Nothing was measured of ${JSON.stringify(labels)}, which this experiment needs.`);
}

/** Cells by a label, in the order in which its values first come. */
export function groupsOf<C, K>(cells: readonly C[], labelOf: (cell: C) => K): Map<K, C[]> {
  const groups = new Map<K, C[]>();
  for (const cell of cells) {
    const key = labelOf(cell);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return groups;
}

/** The integers from 1 to n: seeds of data sets, of starts. */
export function seedsTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

/** The numbers of ebits of the paper's networks. */
export const ebitCounts = [0, 1, 2, 3, 4] as const;

/** Numbers of coins in place of those ebits. */
export const coinCounts = [1, 2, 3, 4] as const;

/** The paper's name of a network of two processors with so many ebits. */
export function bellText(ebits: number): string {
  return `Bell-${ebits}`;
}

/** The name of a network with so many coins in place of ebits. */
export function coinText(coins: number): string {
  return plural(coins, 'coin');
}

/** The name of a network with ebits, or with coins in their place. */
export function sharedText({ ebits, coins }: { readonly ebits: number; readonly coins: number }): string {
  return coins === 0 ? bellText(ebits) : coinText(coins);
}
