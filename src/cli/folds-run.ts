// The training of a table in folds: a study of as many tasks, and a run's folder for each of them.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Beside, besideOf } from '../baselines/beside.js';
import { EbitError, isEbitError } from '../errors.js';
import { modelToJSON } from '../models/model-file.js';
import { makeFolder, readText, writeWhole } from '../node/files.js';
import { folderStore } from '../node/folder-store.js';
import { plural } from '../plural.js';
import { percent, percentSpread, type Spread, spread } from '../report/spread.js';
import { type Cell, textTable } from '../report/text-table.js';
import { study } from '../studies/study.js';
import { learningTask } from '../tasks/make.js';
import type { FitOutcome } from '../tasks/outcome.js';
import type { ClassMetrics } from '../training/all-metrics.js';
import { besideNamed } from './beside-words.js';
import { installation } from './installation.js';
import { metricCells, metricHeads } from './metric-facts.js';
import { FOLDS_FILE, type RunDirectory, runDirectory } from './run-directory.js';
import { type FitSummary, type RunSummary, runSummary } from './run-summary.js';
import type { RunConfig } from './settings/resolve.js';
import { shellWord } from './shell-word.js';
import { failureOf, runOpened } from './study-run.js';
import type { Terminal } from './terminal.js';
import { fitSettings } from './training-run.js';

/** How a metric is spread over folds; null where a fold has none. */
type MetricSpreads = Readonly<Record<keyof ClassMetrics, Spread | null>>;

/** What `folds.json` says. */
export interface FoldsSummary {
  readonly format: 'ebit-folds';
  readonly version: 1;
  readonly ebit: string;
  /** In the order of the folds; the folder of each, with its model, is `fold-1` and so on. */
  readonly folds: readonly (FitSummary & {
    readonly rows: { readonly training: number; readonly validation: number };
    readonly baselines?: readonly Beside[];
  })[];
  /** Mean and standard deviation over the folds. */
  readonly spread: { readonly training: MetricSpreads; readonly validation: MetricSpreads };
}

function spreadsOf(metrics: readonly ClassMetrics[]): MetricSpreads {
  const names = Object.keys(metrics[0]) as (keyof ClassMetrics)[];
  const entries = names.map((name) => {
    const values = metrics.map((one) => one[name]).filter((value) => value !== null);
    return [name, values.length < metrics.length ? null : spread(values)];
  });
  return Object.fromEntries(entries) as MetricSpreads;
}

/** What is said of one fold, and leaves a run's folder of it. */
async function keptFold(
  folder: string,
  config: RunConfig,
  outcome: Pick<FitOutcome, 'iterations' | 'stopped' | 'training' | 'validation' | 'loss' | 'best'> & {
    readonly parameters: ArrayLike<number>;
  },
  { seconds, hasBeside }: { readonly seconds: number; readonly hasBeside: boolean },
): Promise<{
  readonly summary: RunSummary;
  readonly rows: { readonly training: number; readonly validation: number };
}> {
  const task = learningTask(config, readText);
  const { training, validation, iterations, stopped, loss, best = null } = outcome;
  const model = task.model.withParameters(Float64Array.from(outcome.parameters));
  const accuracy = { training: training.accuracy, validation: validation?.accuracy ?? null };
  const { classWeights } = fitSettings(config.training, task.model);
  const { seed } = config.training;
  const beside = hasBeside ? { baselines: await besideOf(task.training, task.validation, { seed, classWeights }) } : {};
  const summary = runSummary(
    [seed],
    [{ model, accuracy, loss, iterations, stopped, best }],
    task,
    seconds,
    config.training.loss,
    beside,
  );
  const directory = runDirectory(folder);
  makeFolder(folder);
  directory.write('config', config);
  directory.write('model', modelToJSON(model));
  directory.write('summary', summary);
  return { summary, rows: { training: task.training.length, validation: task.validation?.length ?? 0 } };
}

/**
 * Trains a table in folds, as many at once as there are workers; what is there is not trained again.
 *
 * @param config - of all folds, see `isFolded`
 * @param directory - of the run; it gets `folds.json`, a run's folder for each fold and what was computed in `results/`
 * @throws EbitError 'aborted' after an interruption; what a fold failed with
 */
export async function trainFolds(
  config: RunConfig,
  directory: RunDirectory,
  hasBeside: boolean,
  terminal: Terminal,
): Promise<FoldsSummary> {
  const { data, network, model, training, run } = config;
  if (data.kind !== 'table' || data.folds === undefined) throw new Error('only a table is trained in folds');
  const { folds } = data;
  directory.write('config', config);
  const folder = join(directory.path, 'results');
  const axes = [{ path: 'data.fold', range: { from: 0, to: folds - 1, count: folds } }];
  const plan = study({ name: 'folds', task: { data, network, model, training }, axes }, { read: readText });
  const start = performance.now();
  const by = Math.min(folds, run.workers ?? availableParallelism());
  const again = `ebit train --resume ${shellWord(directory.path)}`;
  const done = await runOpened({ plan, folder }, { by, again: true, part: plan }, terminal).catch((error: unknown) => {
    if (!isEbitError(error) || (error.code !== 'aborted' && error.code !== 'disk')) throw error;
    throw new EbitError(error.code, `${error.message} Go on with: ${again}`, { cause: error });
  });
  const failure = failureOf(done, shellWord(directory.path));
  const store = folderStore(folder);
  if (failure !== null) {
    const [first] = plan.cells.map(({ repeats: [{ id }] }) => store.failure(id)).filter((one) => one !== null);
    throw first === undefined ? failure : new EbitError(first.code, first.message);
  }
  const seconds = (performance.now() - start) / 1000 / folds;
  const kept: FoldsSummary['folds'][number][] = [];
  for (const [fold, { repeats }] of plan.cells.entries()) {
    const outcome = store.read(repeats[0].id)?.outcome;
    if (outcome?.kind !== 'fit') throw new EbitError('file', `"${store.placeOf(repeats[0].id)}" cannot be read.`);
    const own = { ...config, data: { ...data, fold } };
    const { summary, rows } = await keptFold(join(directory.path, `fold-${fold + 1}`), own, outcome, {
      seconds,
      hasBeside,
    });
    const { seed, iterations, stopped, accuracy, balancedAccuracy, metrics, loss, digest, baselines } = summary;
    kept.push({
      ...{ seed, iterations, stopped, accuracy, balancedAccuracy, metrics, loss, digest, rows },
      ...(baselines === undefined ? {} : { baselines }),
    });
  }
  const metricsOf = (part: 'training' | 'validation') =>
    spreadsOf(kept.map(({ metrics }) => metrics?.[part]).filter((one) => one !== null && one !== undefined));
  const summary: FoldsSummary = {
    format: 'ebit-folds',
    version: 1,
    ebit: installation().version,
    folds: kept,
    spread: { training: metricsOf('training'), validation: metricsOf('validation') },
  };
  writeWhole(join(directory.path, FOLDS_FILE), `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
}

/** The mean over the folds of what each classical model reaches on their validation rows, beside the model's own. */
function besideLine({ folds, spread: { validation } }: FoldsSummary): string[] {
  const names = (folds[0].baselines ?? []).map(({ name }) => name);
  if (names.length === 0) return [];
  const shares = names.flatMap((name) => {
    const values = folds.map(({ baselines }) => baselines?.find((one) => one.name === name)?.accuracy?.validation);
    const numbers = values.filter((value) => typeof value === 'number');
    return numbers.length < folds.length ? [] : [`${besideNamed(name)} ${percentSpread(spread(numbers))}`];
  });
  const own = validation.accuracy === null ? [] : [`this model ${percentSpread(validation.accuracy)}`];
  return [`Over the ${plural(folds.length, 'fold')}: ${[...shares, ...own].join(', ')}.`];
}

/** A line a fold with its validation metrics, and their means. */
export function foldsText(summary: FoldsSummary, emphasis: (text: string) => string): string {
  const rows = summary.folds.map(({ rows: { validation: count }, accuracy, metrics }, i): Cell[] => [
    `fold ${i + 1}`,
    count,
    percent(accuracy.training),
    accuracy.validation === null ? null : percent(accuracy.validation),
    ...(metrics?.validation ? metricCells(metrics.validation) : metricHeads().map(() => null)),
  ]);
  const { training, validation } = summary.spread;
  const means = Object.fromEntries(Object.entries(validation).map(([name, one]) => [name, one?.mean ?? null]));
  rows.push([
    'mean',
    null,
    training.accuracy && percentSpread(training.accuracy),
    validation.accuracy && percentSpread(validation.accuracy),
    ...metricCells(means as unknown as ClassMetrics),
  ]);
  const head = ['fold', 'rows', 'training', 'validation', ...metricHeads()];
  const remark = '(F1 and what follows: of the validation rows of each fold; every row is validated once)';
  return [textTable(head, rows, { emphasis }), remark, ...besideLine(summary)].join('\n');
}
