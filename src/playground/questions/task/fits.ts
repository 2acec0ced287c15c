// The trainings of the scene of a real task, and the rows that they are judged by.
import { type Dataset, subset } from '../../../data/dataset.js';
import { randomStream } from '../../../random.js';
import { type FitTask, fitTask } from '../../../tasks/fit-task.js';
import { rowsOf } from '../../../tasks/make.js';
import { compareDefaults } from '../../../worth/plan.js';
import { type AskedFit, DEPTH, STEPS, type TaskData } from './asked.js';
import { breastCancerTable } from './breast-cancer.js';

/** Rows to learn from, rows by which the best number of coins is chosen, and rows that are reported. */
export interface TaskRows {
  readonly training: Dataset;
  readonly choosing: Dataset;
  readonly reported: Dataset;
}

/** Which columns each party holds. */
export const COLUMNS = {
  cancer: { A: ['worst_concave_points', 'worst_texture'], B: ['worst_area', 'worst_smoothness'] },
  'cancer-2': { A: ['worst_concave_points'], B: ['worst_area'] },
} as const;

/** Labels by chance in place of the right ones. */
function byChance(data: Dataset, seed: number, name: string): Dataset {
  const stream = randomStream(seed, `chance/${name}`);
  return { ...data, labels: data.labels.map((_, n) => (stream.uniform(n) < 0.5 ? -1 : 1)) };
}

/** The settings of the real rows, split as a comparison splits a table. */
function tableOf(data: 'cancer' | 'cancer-2', seed: number) {
  const { A, B } = COLUMNS[data];
  return {
    kind: 'table',
    path: 'breast cancer',
    columns: { A: [...A], B: [...B] },
    seed,
    ...compareDefaults.shares,
  } as const;
}

/** The clusters' rows kept back, of which one half chooses and the other is reported. */
function halves(data: Dataset): Pick<TaskRows, 'choosing' | 'reported'> {
  const places = Array.from({ length: data.length }, (_, n) => n);
  const half = data.length >> 1;
  return { choosing: subset(data, places.slice(0, half)), reported: subset(data, places.slice(half)) };
}

function madeRows(data: TaskData, seed: number): TaskRows {
  if (data === 'cancer' || data === 'cancer-2') {
    const { data: table } = fitTask({ data: tableOf(data, seed) });
    const { training, validation, test } = rowsOf(table, breastCancerTable);
    return { training, choosing: validation as Dataset, reported: test as Dataset };
  }
  const { training, validation } = rowsOf(fitTask({ data: { kind: 'clusters', seed } }).data);
  const kept = halves(validation as Dataset);
  if (data === 'clusters') return { training, ...kept };
  return {
    training: byChance(training, seed, 'training'),
    choosing: byChance(kept.choosing, seed, 'choosing'),
    reported: byChance(kept.reported, seed, 'reported'),
  };
}

/** The rows made last; a scene asks for the same few again and again. */
const made = new Map<string, TaskRows>();
const MOST_MADE = 12;

/** Returns the rows of some data with a seed, the same objects while they are kept. */
export function taskRows(data: TaskData, seed: number): TaskRows {
  const key = `${data} ${seed}`;
  const rows = made.get(key) ?? madeRows(data, seed);
  made.delete(key);
  made.set(key, rows);
  for (const oldest of made.keys()) if (made.size > MOST_MADE) made.delete(oldest);
  return rows;
}

/** Returns the whole task of a training, which a worker can be sent. @throws EbitError as `fitTask` */
export function taskFit({ data, price, resource, seed }: AskedFit): FitTask {
  const { ebits, fidelity, coins } = resource;
  const iterations = STEPS[data];
  const given = {
    network: { ebits, ...(fidelity === undefined ? {} : { fidelity }), ...(coins === 0 ? {} : { coins }) },
    training: {
      iterations,
      evaluateEvery: iterations,
      loss: price === null ? ('mse' as const) : { kind: 'shots' as const, shots: price },
      seed,
    },
  };
  const isTable = data === 'cancer' || data === 'cancer-2';
  const task = isTable
    ? fitTask({ ...given, data: tableOf(data, seed) })
    : fitTask({ ...given, data: { kind: 'clusters', seed }, model: { depth: DEPTH } });
  if (data === 'clusters') return task;
  const { training, choosing } = taskRows(data, seed);
  return { ...task, data: { kind: 'rows', training, validation: choosing } };
}
