// Ten real tables, ten cuts of each: ours as `ebit train` has it unless told, beside logistic regression and an MLP of 16 units
// of scikit-learn, all on the same rows. Not times but accuracies on test rows, one thread. Goal: within a point of the better
// of the two, on eight of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quartilesOf } from '../src/benchmark/quartiles.js';
import { spread as spreadOf } from '../src/report/spread.js';
import { meanOf } from '../src/statistics.js';
import type { FitTaskSettings } from '../src/tasks/fit-task.js';
import type { Bench } from './bench.js';
import type { TableResult } from './peers.js';
import { missingRow, type Row } from './row.js';
import { openTable, type TableSplit, trainedOn } from './table-task.js';

const name = 'tables';

/** Within so many points of the better rival. */
const CLOSE = 1;
/** On so many tables. */
const LEAST = 8;

/** What is said of a table beside its name: for ten classes of 64 columns the standard is too little. */
const said: Readonly<Record<string, { readonly settings: FitTaskSettings; readonly words: string }>> = {
  digits: {
    settings: {
      data: { parties: 4 },
      network: { ebits: [{ between: ['A.0', 'B.0'] }, { between: ['C.0', 'D.0'] }] },
      training: { iterations: 1500, learningRate: 0.1 },
    } as FitTaskSettings,
    words: ', four parties, 2 ebits, 1500 steps at a rate of 0.1',
  },
};

function accuracyRow(what: string, accuracies: readonly number[], seconds: number): Row {
  const { lower, upper } = quartilesOf(accuracies);
  const { mean, deviation } = spreadOf(accuracies);
  const scatter = deviation === null ? 'one cut' : `deviation ${(100 * deviation).toFixed(1)}`;
  const about = `${scatter}, ${seconds.toFixed(seconds < 0.1 ? 3 : 2)} s a fit`;
  return {
    bench: name,
    what: `${what} (${about})`,
    value: 100 * mean,
    unit: '%',
    quartiles: [100 * lower, 100 * upper],
    rate: null,
    goal: null,
  };
}

/** Ours on the rows of every cut, and how far that is from the better rival. */
async function rowsOf(folder: string, result: TableResult, most: number): Promise<{ rows: Row[]; difference: number }> {
  const { label, splits } = JSON.parse(readFileSync(join(folder, `${result.name}.json`), 'utf8')) as {
    readonly label: string;
    readonly splits: readonly TableSplit[];
  };
  const own = said[result.name];
  const table = openTable(join(folder, `${result.name}.csv`), label, own?.settings);
  const accuracies: number[] = [];
  let seconds = 0;
  for (const [seed, split] of splits.slice(0, most).entries()) {
    const trained = await trainedOn(table, split, seed);
    accuracies.push(trained.accuracy);
    seconds += trained.seconds;
  }
  const count = accuracies.length;
  const rivals = Object.values(result.models).map((model) => meanOf(model.accuracies.slice(0, count)));
  const difference = 100 * (meanOf(accuracies) - Math.max(...rivals));
  const size = `${result.rows} rows, ${result.columns} columns, ${result.classes} classes${own?.words ?? ''}`;
  const row = accuracyRow(`${result.name}: ours`, accuracies, seconds / count);
  const met = { text: `at most ${CLOSE} below`, met: difference >= -CLOSE };
  return {
    difference,
    rows: [
      { ...row, goal: met },
      ...Object.entries(result.models).map(([model, found]) =>
        accuracyRow(`  ${model}`, found.accuracies.slice(0, count), found.seconds),
      ),
      missingRow(name, `  ${size}: ${difference.toFixed(1)} points from the better`),
    ],
  };
}

export const tables: Bench = {
  name,
  title: 'Accuracy on the test rows of ten real tables, ten cuts of each',
  async run({ quick, peers, folder }) {
    if (peers === null) return [missingRow(name, 'no peers: the tables and their rivals come with --peers PYTHON')];
    const results = await peers.tables(folder, quick ? ['iris'] : []);
    const found = [];
    for (const result of results) {
      process.stderr.write(`tables: ${result.name} …\n`);
      found.push(await rowsOf(folder, result, quick ? 1 : 10));
    }
    const close = found.filter(({ difference }) => difference >= -CLOSE).length;
    const least = quick ? 1 : LEAST;
    const goal = { text: `at least ${least}`, met: close >= least };
    const count: Row = {
      ...missingRow(name, `tables at most ${CLOSE} point below the better rival`),
      value: close,
      unit: 'tables',
      goal,
    };
    return [...found.flatMap(({ rows }) => rows), count];
  },
};
