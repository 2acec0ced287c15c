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

/** The accuracies of others beside the model's own, in one line, what sharing brought, and why one of them is missing. */
export function besideLines({
  baselines,
  accuracy,
  nothingShared,
}: Pick<RunSummary, 'baselines' | 'accuracy' | 'nothingShared'>): string[] {
  if (baselines === undefined) return [];
  const where = accuracy.validation === null ? 'training' : 'validation';
  const shares = baselines
    .filter((one) => one.accuracy !== null)
    .map((one) => `${NAMES[one.name]} ${percent(one.accuracy?.[where] ?? Number.NaN)}`);
  const alone =
    nothingShared === undefined ? [] : [`with nothing shared ${percent(nothingShared.accuracy[where] ?? Number.NaN)}`];
  const own = `this model ${percent(accuracy[where] ?? Number.NaN)}`;
  return [
    `On the ${where} rows: ${[...shares, own, ...alone].join(', ')}.`,
    ...(nothingShared === undefined ? [] : [nothingShared.verdict]),
    ...baselines.flatMap(({ name, why }) => (why === null ? [] : [`${NAMES[name]} could not be trained: ${why}`])),
  ];
}

/**
 * What a single training does not say of its ebits: the command that does; null where a comparison is not about such a run, or
 * the processors share none.
 */
export function ebitsRemark({ data, network }: RunConfig, classes: number): string | null {
  const ebits = typeof network.ebits === 'number' ? network.ebits : network.ebits.length;
  if (data.kind !== 'table' || network.processors.length !== 2 || ebits === 0 || classes > 2) return null;
  const columns = Object.entries(data.columns).flatMap(([name, own]) => {
    const listed = own.map((column) => (/[",]/.test(column) ? `"${column.replaceAll('"', '""')}"` : column));
    return ['--columns', shellWord(`${name}=${listed.join(',')}`)];
  });
  const words = ['--data', shellWord(data.path), '--label', shellWord(data.label), ...columns];
  return `Whether coins would do as much, and whether it holds on other splits, says: ebit compare ${words.join(' ')}`;
}
