import { beforeEach, describe, expect, test, vi } from 'vitest';
import { EbitError } from '../../../src/errors.js';
import type { FitJob, StepEvent } from '../../../src/jobs/job.js';
import { firstData, plainData } from '../../../src/playground/race/data.js';
import {
  addModel,
  addRun,
  addSeed,
  changeAll,
  choice,
  choose,
  data,
  firstRace,
  news,
  pause,
  redo,
  redoable,
  removeRun,
  reset,
  runs,
  selected,
  setRace,
  stepOnce,
  tellRun,
  train,
  undo,
  undoable,
} from '../../../src/playground/race/race.js';
import { readyRun } from '../../../src/playground/race/run.js';
import { runModel } from '../../../src/playground/race/run-model.js';
import { changed, defaults, flatSettings, MAX_RUNS, runName } from '../../../src/playground/race/settings.js';
import type { FitOutcome } from '../../../src/tasks/outcome.js';

/** A fit that was opened, what it was told, and how it stands still or fails when the test says so. */
interface Opened {
  readonly job: FitJob;
  readonly listener: (event: StepEvent) => void;
  readonly orders: string[];
  stand(outcome?: FitOutcome): void;
  fail(error: Error): void;
}

const opened: Opened[] = vi.hoisted(() => []);

vi.mock('../../../src/playground/work.js', () => ({
  workers: async () => ({
    open(job: FitJob, listener: Opened['listener']) {
      const orders: string[] = [];
      let waiting: { resolve(outcome: FitOutcome | null): void; reject(error: Error): void }[] = [];
      const all = () => waiting.splice(0);
      opened.push({
        job,
        listener,
        orders,
        stand(outcome) {
          for (const { resolve } of all()) resolve(outcome ?? null);
        },
        fail(error) {
          for (const { reject } of all()) reject(error);
        },
      });
      return {
        step(count?: number) {
          orders.push(`step ${count ?? 'all'}`);
          return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
        },
        close() {
          waiting = [];
          orders.push('close');
        },
      };
    },
  }),
}));

/** Until all promises that are kept were heard. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

const phases = () => runs.value.map(({ phase }) => phase);
const scores = { trainingAccuracy: 0.9, trainingLoss: 0.3, validationAccuracy: 0.8, validationLoss: 0.4 };
const balanced = { trainingBalanced: 0.85, validationBalanced: 0.75 };
const steps = (iteration: number, count: number): StepEvent => ({
  kind: 'steps',
  iteration,
  losses: new Float64Array(count).fill(0.5),
  evaluations: [{ iteration, ...scores, ...balanced }],
  parameters: Float64Array.of(iteration),
  busy: 10 * count,
});

beforeEach(() => {
  setRace(
    firstData,
    [0, 1].map((ebits) => (id) => readyRun(id, changed(defaults, { ebits }))),
  );
  opened.length = 0;
});

test('one press of a button trains with nothing shared, with two coins and with one ebit, five seeds each', async () => {
  firstRace();
  const seeds = [7, 8, 9, 10, 11];
  expect(runs.value.map(({ settings }) => settings)).toEqual(
    [{ ebits: 0 }, { ebits: 0, coins: 2 }, { ebits: 1 }].flatMap((shared) =>
      seeds.map((seed) => changed(defaults, { ...shared, seed })),
    ),
  );
  expect(runs.value.findIndex(({ id }) => id === selected.value)).toBe(10);
  train();
  expect(new Set(phases())).toEqual(new Set(['training']));
  await settled();
  expect(opened.map(({ orders }) => orders)).toEqual(runs.value.map(() => ['step all']));
  expect([0, 5, 10].map((place) => opened[place].job.task)).toMatchObject([
    { network: { ebits: 0 }, training: { iterations: 2000, batch: 'quarter', evaluateEvery: 40 } },
    { network: { ebits: 0, coins: 2 }, data: firstData.settings },
    { network: { ebits: 1 }, data: firstData.settings, model: { depth: 20 } },
  ]);
});

test('what a worker tells is kept, and told once it is done', async () => {
  train();
  await settled();
  const [, { listener, stand }] = opened;
  listener(steps(4, 4));
  listener(steps(8, 4));
  const score = (accuracy: number) => ({ accuracy, balancedAccuracy: accuracy - 0.1, baseRate: 0.5 });
  stand({
    kind: 'fit',
    training: score(0.96),
    validation: score(0.94),
    parameters: Float64Array.of(1),
    loss: { training: 0.2, validation: 0.3 },
    iterations: 2000,
    stopped: 'iterations',
    history: {} as never,
    checkpoint: { iteration: 2000 } as never,
  });
  await settled();
  const [, run] = runs.value;
  expect(run).toMatchObject({ phase: 'done', iteration: 2000, rate: 100 });
  expect(run.course.losses).toHaveLength(8);
  expect(run.course.evaluations.map(({ iteration }) => iteration)).toEqual([4, 8, 2000]);
  expect(run.latest).toMatchObject({ trainingAccuracy: 0.96, validationAccuracy: 0.94 });
  expect(run.latest?.validationBalanced).toBeCloseTo(0.84, 12);
  expect(news.value).toBe('Bell-1, seed 7, is done: accuracy 94.0 %.');
  expect(phases()).toEqual(['training', 'done']);
});

test('runs stand still and go on in the same worker', async () => {
  const [first, second] = runs.value;
  stepOnce(first.id);
  await settled();
  const [{ orders, listener, stand }] = opened;
  expect(phases()).toEqual(['training', 'ready']);
  listener(steps(1, 1));
  stand();
  await settled();
  expect(phases()).toEqual(['still', 'ready']);
  train([first.id]);
  pause();
  expect(phases()).toEqual(['still', 'ready']);
  await settled();
  expect(orders).toEqual(['step 1', 'step all', 'step 0']);
  // It goes on before it has said that it stands still: then it does so no longer.
  train([first.id]);
  await settled();
  expect(phases()).toEqual(['training', 'ready']);
  reset([first.id]);
  await settled();
  expect(orders.slice(3)).toEqual(['step all', 'close']);
  expect(runs.value[0].course.losses).toEqual([]);
  expect(phases()).toEqual(['ready', 'ready']);
  train();
  removeRun(second.id);
  await settled();
  expect(opened.map((one) => one.orders.at(-1))).toEqual(['close', 'step all', 'close']);
  expect(selected.value).toBe(first.id);
});

test('a run that was seen beyond its checkpoint goes on from the checkpoint', async () => {
  const checkpoint = { iteration: 4 } as never;
  const course = {
    losses: [6, 5, 4, 3, 2, 1],
    evaluations: [0, 4, 6].map((iteration) => ({ iteration, ...scores, ...balanced })),
  };
  setRace(firstData, [(id) => ({ ...readyRun(id, defaults), phase: 'still', iteration: 6, checkpoint, course })]);
  train();
  await settled();
  expect(opened).toMatchObject([{ orders: ['step all'], job: { resume: checkpoint } }]);
  expect(runs.value).toMatchObject([{ phase: 'training', iteration: 4, course: { losses: [6, 5, 4, 3] } }]);
  expect(runs.value[0].course.evaluations.map(({ iteration }) => iteration)).toEqual([0, 4]);
});

test('a run whose worker is lost says so, and begins anew', async () => {
  const { id } = runs.value[0];
  train([id]);
  await settled();
  opened[0].listener(steps(4, 4));
  opened[0].fail(new EbitError('worker', 'A worker was lost: it fell.'));
  await settled();
  const error = 'A worker was lost: it fell. Restart the run.';
  expect(runs.value[0]).toMatchObject({ phase: 'failed', error, iteration: 4 });
  expect(news.value).toBe('Bell-0, seed 7, has failed.');
  train([id]);
  await settled();
  expect(opened).toHaveLength(1);
  reset([id]);
  expect(runs.value[0]).toMatchObject({ phase: 'ready', error: null, iteration: 0, checkpoint: null });
});

test('other data take all runs back; ebits and coins that do not fit are named beside the run', async () => {
  train();
  choose({ settings: plainData('chsh'), text: null });
  await settled();
  expect(opened.map(({ orders }) => orders.at(-1))).toEqual(['close', 'close']);
  expect(phases()).toEqual(['ready', 'ready']);
  addRun(changed(defaults, { ebits: 3 }));
  train();
  expect(phases()).toEqual(['training', 'training', 'failed']);
  await settled();
  expect(opened.at(-1)?.job.task.training.batch).toBe('full');
  expect(runs.value[2].error).toBe('Ebits is 3; give a whole number from 0 to 2. These data leave no room for more.');
  addRun(changed(defaults, { ebits: 1, coins: 2 }));
  train();
  expect(runs.value[3].error).toBe(
    '1 ebit and 2 coins take 3 qubits of each party; give at most 2 in all. These data leave no room for more.',
  );
});

/** A table of one column each. */
const table = (text: string) => {
  const columns = { A: ['a'], B: ['b'] };
  return { settings: { kind: 'table', path: 't.csv', columns, label: 'y', validation: 0.25, seed: 1 } as const, text };
};

test('data that cannot be made say why, and nothing is trained', () => {
  choose(table('a,b,y\n1,2,x\n'));
  expect(data.value.error).toContain('it must have two, or more');
  train();
  expect(phases()).toEqual(['ready', 'ready']);
});

test('of a table the worker is sent the rows', async () => {
  choose(table(`a,b,y\n${Array.from({ length: 8 }, (_, i) => `${i},${i * i},${i < 4 ? 'p' : 'q'}`).join('\n')}`));
  train();
  await settled();
  const { data: sent } = opened[0].job.task;
  expect(sent).toEqual({ kind: 'rows', training: data.value.data?.training, validation: data.value.data?.validation });
});

const names = () => runs.value.map(({ settings }) => `${runName(settings)} ${settings.training.seed}`);

test('every run that differs in more than its seed is added once with the next seed, beside its own kind', () => {
  addSeed();
  expect(names()).toEqual(['Bell-0 7', 'Bell-0 8', 'Bell-1 7', 'Bell-1 8']);
  firstRace();
  addSeed();
  expect(names().filter((name) => name.endsWith(' 12'))).toEqual(['Bell-0 12', '2 coins 12', 'Bell-1 12']);
  for (let count = 0; count < 4; count++) addSeed();
  expect(runs.value).toHaveLength(MAX_RUNS);
  addSeed();
  expect(runs.value).toHaveLength(MAX_RUNS);
  setRace(firstData, [(id) => readyRun(id, changed(defaults, { seed: Number.MAX_SAFE_INTEGER }))]);
  addSeed();
  expect(runs.value).toHaveLength(1);
});

test('there are only so many runs', () => {
  for (let count = 0; count < MAX_RUNS; count++) addRun(defaults);
  expect(runs.value).toHaveLength(MAX_RUNS);
});

describe('changes are undone and done again', () => {
  const done = (place: number) => {
    const { id } = runs.value[place];
    const parameters = Float64Array.of(place);
    tellRun(id, { phase: 'done', iteration: 2000, parameters });
    return runs.value[place];
  };

  test('a run that was removed, or taken back, is again what it was', () => {
    const [first, second] = [done(0), done(1)];
    removeRun(first.id);
    expect(undoable.value).toBe('Remove Bell-0');
    undo();
    expect(runs.value).toEqual([first, second]);
    expect(runs.value[0]).toBe(first);
    expect(redoable.value).toBe('Remove Bell-0');
    redo();
    expect(runs.value).toEqual([second]);
    undo();
    reset();
    expect(phases()).toEqual(['ready', 'ready']);
    undo();
    expect(runs.value[1]).toBe(second);
    expect(news.value).toBe('Undone: Restart all runs.');
  });

  test('what goes on beside a change stays', async () => {
    train();
    await settled();
    addRun(changed(defaults, { ebits: 2 }));
    opened[0].listener(steps(40, 40));
    undo();
    expect(phases()).toEqual(['training', 'training']);
    expect(runs.value[0].course.losses).toHaveLength(40);
    expect(opened.map(({ orders }) => orders)).toEqual([['step all'], ['step all']]);
    redo();
    expect(phases()).toEqual(['training', 'training', 'ready']);
  });

  test('a run that was under way when it was removed stands still', async () => {
    train();
    await settled();
    opened[0].listener(steps(40, 40));
    removeRun(runs.value[0].id);
    await settled();
    expect(opened[0].orders).toEqual(['step all', 'close']);
    undo();
    expect(phases()).toEqual(['still', 'training']);
    expect(runs.value[0].course.losses).toHaveLength(40);
  });

  test('other data, another way of learning, and another race', () => {
    const before = [done(0), done(1)];
    choose({ settings: plainData('chsh'), text: null });
    changeAll(flatSettings(changed(defaults, { depth: 5, seed: 1 })));
    expect(runs.value.map(({ settings }) => settings)).toEqual(
      [0, 1].map((ebits) => changed(defaults, { ebits, depth: 5 })),
    );
    setRace(firstData, []);
    expect(selected.value).toBe(0);
    undo();
    undo();
    expect(phases()).toEqual(['ready', 'ready']);
    expect(choice.value.settings.kind).toBe('chsh');
    undo();
    expect(choice.value).toEqual(firstData);
    expect(runs.value).toEqual(before);
    for (let count = 0; count < 3; count++) redo();
    expect(runs.value).toEqual([]);
  });

  test('settings that are typed in one go are one change', () => {
    for (const seed of [1, 12, 123]) choose({ settings: { ...plainData('clusters'), seed }, text: null });
    undo();
    expect(choice.value).toEqual(firstData);
  });

  test('a new change forgets what was undone; taking back what has not begun is no change', () => {
    addRun(changed(defaults, { ebits: 2 }));
    undo();
    addRun(changed(defaults, { ebits: 3 }));
    expect(redoable.value).toBeNull();
    const last = undoable.value;
    reset();
    expect(undoable.value).toBe(last);
  });
});

test('a model from a file is a run that nothing takes back', () => {
  const model = runModel(defaults, data.value.data!);
  addModel({ name: 'mine.json', model });
  const { id, parameters, phase } = runs.value[2];
  expect([phase, selected.value]).toEqual(['done', id]);
  expect(parameters).toEqual(model.parameters);
  reset();
  train();
  addSeed();
  expect(runs.value.filter(({ file }) => file !== null)).toMatchObject([{ id, phase: 'done' }]);
  for (let count = runs.value.length; count < MAX_RUNS; count++) addRun(changed(defaults, { seed: count }));
  expect(() => addModel({ name: 'more.json', model })).toThrow('remove one first');
});
