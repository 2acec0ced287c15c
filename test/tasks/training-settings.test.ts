import { describe, expect, test } from 'vitest';
import { fitTask } from '../../src/tasks/fit-task.js';
import { taskId } from '../../src/tasks/task.js';
import { completeTraining, mergedTraining, type PartialTraining } from '../../src/tasks/training-settings.js';
import { refusal } from '../refusal.js';

const task = (training: PartialTraining) => fitTask({ data: { kind: 'clusters', seed: 1 }, training });

describe('how a task trains', () => {
  test('has one identity, however it is said, and says nothing of what does nothing', () => {
    const same = (one: PartialTraining, other: PartialTraining) => expect(taskId(task(one))).toBe(taskId(task(other)));
    same({ optimiser: { kind: 'adam', learningRate: 0.02 } }, { learningRate: 0.02, beta1: 0.9, epsilon: 1e-8 });
    same({}, { schedule: { kind: 'constant' }, l2: 0, clip: null, classWeights: { positive: 1 } });
    same(
      { schedule: { kind: 'cosine' }, iterations: 50 },
      { schedule: { kind: 'cosine', over: 50, warmUp: 0, end: 0 }, iterations: 50 },
    );
    expect(taskId(task({ clip: 1 }))).not.toBe(taskId(task({})));
    expect(taskId(task({ optimiser: { kind: 'sgd' } }))).not.toBe(taskId(task({})));
  });

  test('takes an optimiser with what stands beside it, and is the same when it is complete', () => {
    const sgd = completeTraining({ optimiser: { kind: 'sgd', momentum: 0.9 }, learningRate: 0.1 });
    expect(sgd.optimiser).toStrictEqual({ kind: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false });
    expect(completeTraining(sgd)).toStrictEqual(sgd);
  });

  test('keeps nothing of one optimiser when another is asked for', () => {
    const file: PartialTraining = { optimiser: { kind: 'adam', beta1: 0.5 }, clip: 1 };
    expect(mergedTraining(file, { optimiser: { kind: 'sgd', momentum: 0.5 } })).toStrictEqual({
      clip: 1,
      optimiser: { kind: 'sgd', momentum: 0.5 },
    });
    expect(mergedTraining(file, { learningRate: 0.5 }).optimiser).toMatchObject({ beta1: 0.5, learningRate: 0.5 });
  });

  test('is refused with the name of what is wrong', () => {
    const words = (training: unknown) => refusal(() => task(training as PartialTraining)).message;
    expect(words({ optimiser: { kind: 'sgd', momentum: 2 } })).toContain('momentum is 2');
    expect(words({ optimiser: { kind: 'sgd', momentun: 0.5 } })).toContain('Did you mean "momentum"?');
    expect(words({ schedule: { kind: 'cosin' } })).toContain('Did you mean "cosine"?');
    expect(words({ clip: 0 })).toContain('"training.clip"');
    expect(words({ optimiser: { kind: 'sgd' }, beta2: 0.9 })).toContain('sgd has no beta2');
  });
});
