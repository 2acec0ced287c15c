import type { Beside } from '../baselines/beside.js';
import { percent } from '../report/spread.js';
import type { RunSummary } from './run-summary.js';
import type { RunConfig } from './settings/resolve.js';
import { shellWord } from './shell-word.js';

const NAMES: Readonly<Record<Beside['name'], string>> = {
  logistic: 'logistic regression',
  mlp: 'MLP(16)',
  majority: 'majority',
};

/** What a classical model is called in a line. */
export function besideNamed(name: Beside['name']): string {
  return NAMES[name];
}

/** The accuracies of classical models beside the model's own, in one line, and why one of them is missing. */
export function besideLines({ baselines, accuracy }: Pick<RunSummary, 'baselines' | 'accuracy'>): string[] {
  if (baselines === undefined) return [];
  const where = accuracy.validation === null ? 'training' : 'validation';
  const shares = baselines
    .filter((one) => one.accuracy !== null)
    .map((one) => `${NAMES[one.name]} ${percent(one.accuracy?.[where] ?? Number.NaN)}`);
  const own = `this model ${percent(accuracy[where] ?? Number.NaN)}`;
  return [
    `On the ${where} rows: ${[...shares, own].join(', ')}.`,
    ...baselines.flatMap(({ name, why }) => (why === null ? [] : [`${NAMES[name]} could not be trained: ${why}`])),
  ];
}

/**
 * What is to be said of ebits after a training, which has compared nothing: the command that does; null where a comparison is
 * not about such a run, or the processors share none.
 */
export function ebitsRemark({ data, network }: RunConfig, classes: number): string | null {
  const ebits = typeof network.ebits === 'number' ? network.ebits : network.ebits.length;
  if (data.kind !== 'table' || network.processors.length !== 2 || ebits === 0 || classes > 2) return null;
  const columns = Object.entries(data.columns).flatMap(([name, own]) => {
    const listed = own.map((column) => (/[",]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column));
    return ['--columns', shellWord(`${name}=${listed.join(',')}`)];
  });
  const words = ['--data', shellWord(data.path), '--label', shellWord(data.label), ...columns];
  return `What the ebits bring is not said by this, but by: ebit compare ${words.join(' ')}`;
}
