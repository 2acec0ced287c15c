// Tasks that take a few milliseconds, one of each kind.
import type { Job } from '../../../src/jobs/job.js';
import { dimensionTask } from '../../../src/tasks/dimension-task.js';
import { evaluationTask } from '../../../src/tasks/evaluation-task.js';
import { type FitTask, fitTask } from '../../../src/tasks/fit-task.js';

/** A fit by its seed. */
export function fitJob(seed: number, iterations = 20): Job & { readonly task: FitTask } {
  const training = { seed, iterations, evaluateEvery: 10 };
  return { task: fitTask({ data: { kind: 'chsh' }, model: { depth: 1 }, training }) };
}

/** One of every kind of task, and of every kind of model. */
export function everyKind(): Job[] {
  const trained = { data: { kind: 'chsh' }, model: { depth: 1 }, parameters: new Array(16).fill(0.1) } as const;
  return [
    fitJob(1),
    { task: fitTask({ data: { kind: 'clusters' }, model: { kind: 'dnn' }, training: { iterations: 5 } }) },
    {
      task: dimensionTask({
        network: { ebits: 4 },
        model: { depth: 1 },
        measure: { draws: 2 },
        inputs: { kind: 'haar', count: 3 },
      }),
    },
    { task: evaluationTask({ ...trained, rows: 'training', shots: [1, 100], expectations: true }) },
  ];
}
