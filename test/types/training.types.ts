// What the types of training, jobs and errors promise. Compiled, never run: see types.test.ts.
import {
  type Checkpoint,
  callingThread,
  chsh,
  type EbitErrorCode,
  type Executor,
  effectiveDimension,
  type FitOptions,
  type FitOutcome,
  type FitResult,
  type FitTask,
  fit,
  fitMany,
  fitSteps,
  fitTask,
  type History,
  isEbitError,
  type Job,
  type Model,
  type Outcome,
  type Progress,
  rankOf,
  runSweep,
  type runTask,
  type StopReason,
  type Task,
  type taskId,
  threadPool,
} from '../../src/index.js';
import { same, some } from './same.js';

const model = some<Model>();
const result = await fit(model, chsh(), { iterations: 5, seed: 1, loss: 'mse', batch: 'quarter' });
same<typeof result, FitResult>();
same<FitResult['model'], Model>();
same<FitResult['accuracy']['training'], number>();
same<FitResult['accuracy']['validation'], number | null>();
same<FitResult['history'], History>();
same<FitResult['stopped'], StopReason>();
same<StopReason, 'iterations' | 'early' | 'aborted'>();
same<FitResult['checkpoint'], Checkpoint>();
// @ts-expect-error there may have been no validation set
result.accuracy.validation.toFixed(2);
// @ts-expect-error read-only
result.iterations = 3;
// @ts-expect-error read-only
result.accuracy.training = 1;

// Options: what they are called, and what they may be.
// @ts-expect-error no such option
await fit(model, chsh(), { iteration: 5 });
// @ts-expect-error no such loss
await fit(model, chsh(), { loss: 'squares' });
// @ts-expect-error a whole number of iterations
await fit(model, chsh(), { iterations: '5' });
// @ts-expect-error rows are dealt by epochs or drawn with replacement
await fit(model, chsh(), { sampling: 'bootstrap' });
// @ts-expect-error an early stop says how patient it is
await fit(model, chsh(), { validation: chsh(), earlyStop: {} });
// @ts-expect-error a checkpoint has somewhere to go
await fit(model, chsh(), { checkpoint: { every: 10 } });
// @ts-expect-error the data come before the options
await fit(model, { iterations: 5 });

// What is called on the way.
same<Parameters<NonNullable<FitOptions['onProgress']>>, [progress: Progress]>();
await fit(model, chsh(), {
  onProgress: (progress) => {
    progress.iteration satisfies number;
    // @ts-expect-error read-only
    progress.iteration = 3;
  },
  signal: new AbortController().signal,
  checkpoint: { save: async (checkpoint) => void (checkpoint satisfies Checkpoint) },
});
// @ts-expect-error progress has no percentage
await fit(model, chsh(), { onProgress: ({ percent }) => percent });
for await (const progress of fitSteps(model, chsh(), { iterations: 3 })) progress satisfies Progress;

// Many fits, and who runs them.
same<Awaited<ReturnType<typeof fitMany>>, FitResult[]>();
await fitMany(model, chsh(), { seeds: [1, 2], iterations: 3 });
// @ts-expect-error one seed a fit
await fitMany(model, chsh(), { seed: 1 });
await fitMany(model, chsh(), { seeds: [1], executor: await threadPool({ workers: 2 }) });
const executor: Executor = callingThread();
const outcomes = await runSweep(executor, some<Job[]>());
same<(typeof outcomes)[number], Outcome>();

// Tasks: plain data, and an outcome of their kind.
const task = fitTask({ data: { kind: 'chsh' }, network: { ebits: 1 }, training: { iterations: 3 } });
same<typeof task, FitTask>();
same<ReturnType<typeof taskId>, string>();
same<Task['kind'], 'fit' | 'dimension' | 'evaluation'>();
same<Awaited<ReturnType<typeof runTask<FitTask>>>, FitOutcome>();
// @ts-expect-error read-only
task.training.seed = 1;
// @ts-expect-error no such data
fitTask({ data: { kind: 'moons' } });
// @ts-expect-error no such setting of these data
fitTask({ data: { kind: 'chsh', corners: 'grid' } });
// @ts-expect-error no such part of a task
fitTask({ data: { kind: 'chsh' }, networks: { ebits: 1 } });
// @ts-expect-error ebits stand in the network
fitTask({ data: { kind: 'chsh' }, ebits: 1 });
// @ts-expect-error read-only
executor.width = 3;

// Measures.
const dimension = await effectiveDimension(model, { inputs: 10, seed: 1 });
dimension.ranks satisfies readonly number[];
// @ts-expect-error read-only
dimension.dof = 1;
rankOf([1, 0, 0, 1], 2).rank satisfies number;

// Errors are a closed list.
try {
  rankOf([1], 1);
} catch (error) {
  if (isEbitError(error)) {
    same<typeof error.code, EbitErrorCode>();
    // @ts-expect-error no such kind of error
    if (error.code === 'shapes') throw error;
  }
}
