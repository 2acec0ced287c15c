import { beforeEach, expect, test, vi } from 'vitest';
import type { Listener, Ticket } from '../../../src/playground/race/crew.js';
import { firstData } from '../../../src/playground/race/data.js';
import {
  addRun,
  choose,
  data,
  firstRace,
  news,
  pause,
  removeRun,
  reset,
  runs,
  selected,
  setRace,
  stepOnce,
  train,
} from '../../../src/playground/race/race.js';
import type { RaceJob } from '../../../src/playground/race/race-messages.js';
import { readyRun } from '../../../src/playground/race/run.js';
import { defaults, MAX_RUNS } from '../../../src/playground/race/settings.js';

interface Entered {
  readonly iterations: number | undefined;
  readonly batch: unknown;
  readonly resume: unknown;
  readonly steps: number | null;
  readonly listener: Listener;
  readonly orders: string[];
}

const entered: Entered[] = vi.hoisted(() => []);

vi.mock('../../../src/playground/race/crew.js', () => ({
  enter({ settings, resume }: RaceJob, steps: number | null, listener: Listener): Ticket {
    const orders: string[] = [];
    entered.push({ iterations: settings.iterations, batch: settings.batch, resume, steps, listener, orders });
    return {
      pull: (count) => orders.push(`pull ${count}`),
      pause: () => orders.push('pause'),
      drop: () => orders.push('drop'),
    };
  },
}));

const phases = () => runs.value.map(({ phase }) => phase);
const scores = { trainingAccuracy: 0.9, trainingLoss: 0.3, validationAccuracy: 0.8, validationLoss: 0.4 };
const balanced = { trainingBalanced: 0.85, validationBalanced: 0.75 };
const progress = (iteration: number, count: number, isStill = false) =>
  ({
    kind: 'progress',
    run: 0,
    iteration,
    losses: new Float64Array(count).fill(0.5),
    scores: [{ iteration, scores, balanced }],
    parameters: Float64Array.of(iteration),
    busy: 10 * count,
    isStill,
    orders: 1,
  }) as const;

beforeEach(() => {
  firstRace();
  entered.length = 0;
});

test('one press of a button trains Bell-0 and Bell-1', () => {
  expect(runs.value.map(({ settings }) => settings)).toEqual([{ ...defaults, ebits: 0 }, defaults]);
  expect(runs.value.findIndex(({ id }) => id === selected.value)).toBe(1);
  train();
  expect(phases()).toEqual(['training', 'training']);
  expect(entered.map(({ iterations, batch, steps }) => [iterations, batch, steps])).toEqual([
    [2000, 'quarter', null],
    [2000, 'quarter', null],
  ]);
});

test('what a worker tells is kept, and told once it is done', () => {
  train();
  const { listener } = entered[1];
  listener(progress(4, 4));
  listener(progress(8, 4));
  listener({
    kind: 'done',
    run: 0,
    result: {
      parameters: Float64Array.of(1),
      accuracy: { training: 0.96, validation: 0.94 },
      loss: { training: 0.2, validation: 0.3 },
      iterations: 2000,
      stopped: 'iterations',
      history: {} as never,
      checkpoint: { iteration: 2000 } as never,
    },
    balanced,
  });
  const [, run] = runs.value;
  expect(run).toMatchObject({ phase: 'done', iteration: 2000, rate: 100 });
  expect(run.course.losses).toHaveLength(8);
  expect(run.course.evaluations.map(({ iteration }) => iteration)).toEqual([4, 8, 2000]);
  expect(run.latest).toMatchObject({ trainingAccuracy: 0.96, validationAccuracy: 0.94, validationBalanced: 0.75 });
  expect(news.value).toBe('Bell-1 is done: accuracy 94.0 %.');
  expect(phases()).toEqual(['training', 'done']);
});

test('runs stand still and go on in the same worker', () => {
  const [first, second] = runs.value;
  stepOnce(first.id);
  expect(entered[0].steps).toBe(1);
  entered[0].listener(progress(1, 1, true));
  expect(phases()).toEqual(['still', 'ready']);
  train([first.id]);
  pause();
  expect(entered[0].orders).toEqual(['pull null', 'pause']);
  expect(phases()).toEqual(['still', 'ready']);
  reset([first.id]);
  expect(entered[0].orders).toEqual(['pull null', 'pause', 'drop']);
  expect(runs.value[0].course.losses).toEqual([]);
  train();
  removeRun(second.id);
  expect(entered[2].orders).toEqual(['drop']);
  expect(selected.value).toBe(first.id);
});

test('a run that was seen beyond its checkpoint goes on from the checkpoint', () => {
  const checkpoint = { iteration: 4 } as never;
  const course = {
    losses: [6, 5, 4, 3, 2, 1],
    evaluations: [0, 4, 6].map((iteration) => ({ iteration, ...scores, ...balanced })),
  };
  setRace(firstData, [(id) => ({ ...readyRun(id, defaults), phase: 'still', iteration: 6, checkpoint, course })]);
  train();
  expect(entered).toMatchObject([{ steps: null, resume: checkpoint }]);
  expect(runs.value).toMatchObject([{ phase: 'training', iteration: 4, course: { losses: [6, 5, 4, 3] } }]);
  expect(runs.value[0].course.evaluations.map(({ iteration }) => iteration)).toEqual([0, 4]);
});

test('a run that has failed begins anew', () => {
  const { id } = runs.value[0];
  train([id]);
  entered[0].listener(progress(4, 4));
  entered[0].listener({ kind: 'failed', run: 0, code: 'worker', message: 'The worker was lost.' });
  expect(runs.value[0]).toMatchObject({ phase: 'failed', error: 'The worker was lost.', iteration: 4 });
  train([id]);
  expect(entered).toHaveLength(1);
  reset([id]);
  expect(runs.value[0]).toMatchObject({ phase: 'ready', error: null, iteration: 0, checkpoint: null });
});

test('other data take all runs back; ebits that do not fit are named beside the run', () => {
  train();
  choose({ kind: 'chsh', embedding: 'original' });
  expect(entered.map(({ orders }) => orders)).toEqual([['drop'], ['drop']]);
  expect(phases()).toEqual(['ready', 'ready']);
  addRun({ ...defaults, ebits: 3 });
  train();
  expect(phases()).toEqual(['training', 'training', 'failed']);
  expect(entered.at(-1)?.batch).toBe('full');
  expect(runs.value[2].error).toBe('Ebits is 3; give a whole number from 0 to 2. These data leave no room for more.');
});

test('data that cannot be made say why, and nothing is trained', () => {
  const deal = { label: 'y', A: ['a'], B: ['b'] };
  choose({ kind: 'table', name: 't.csv', text: 'a,b,y\n1,2,x\n', deal, seed: 1 });
  expect(data.value.error).toContain('it must have exactly two');
  train();
  expect(phases()).toEqual(['ready', 'ready']);
});

test('there are only so many runs', () => {
  for (let count = 0; count < MAX_RUNS; count++) addRun(defaults);
  expect(runs.value).toHaveLength(MAX_RUNS);
});
