import { describe, expect, test } from 'vitest';
import { checked } from '../../src/schema.js';
import { fitPlan } from '../../src/training/fit-options.js';
import {
  completeTraining,
  type TrainingSettings,
  trainingSettingsSchema,
} from '../../src/training/training-settings.js';
import { refusal } from '../refusal.js';

const whole: Required<TrainingSettings> = {
  iterations: 30,
  loss: 'hinge',
  classWeights: { positive: 2 },
  batch: 5,
  sampling: 'replacement',
  optimiser: { kind: 'sgd', momentum: 0.9 },
  schedule: { kind: 'step', every: 7 },
  l2: { weights: 0.1 },
  clip: 2,
  engine: 'state',
  evaluateEvery: 3,
};

describe('the settings of a training', () => {
  test('are what the paper has unless told', () => {
    expect(completeTraining({})).toStrictEqual({
      iterations: 2000,
      loss: 'mse',
      classWeights: { positive: 1, negative: 1 },
      batch: 'quarter',
      sampling: 'epochs',
      optimiser: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      schedule: { kind: 'constant', warmUp: 0 },
      l2: { angles: 0, weights: 0 },
      clip: null,
      engine: 'auto',
      evaluateEvery: 100,
    });
  });

  test('pass through their schema and JSON as they are', () => {
    expect(checked(trainingSettingsSchema(), JSON.parse(JSON.stringify(whole)), 'config', 'The file')).toStrictEqual(
      whole,
    );
    expect(checked(trainingSettingsSchema(), {}, 'config', 'The file')).toStrictEqual({});
    const complete = completeTraining(whole);
    expect(checked(trainingSettingsSchema(), complete, 'config', 'The file')).toStrictEqual(complete);
    expect(completeTraining(complete as TrainingSettings)).toStrictEqual(complete);
  });

  test.each(Object.keys(whole))('are refused with a wrong %s, in a file and in a call', (name) => {
    for (const wrong of [-1, 'wrong', { wrong: 1 }, [], Number.NaN]) {
      const value = { ...whole, [name]: wrong } as TrainingSettings;
      expect(refusal(() => checked(trainingSettingsSchema(), value, 'config', 'The file')).code).toBe('config');
      // The batch is looked at where the number of rows is known.
      if (name !== 'batch') expect(refusal(() => completeTraining(value)).code).toMatch(/^(config|range)$/);
    }
  });

  test('of a fit may say Adam beside the optimiser, once', () => {
    expect(fitPlan({ beta2: 0.99 }).optimiser).toMatchObject({ kind: 'adam', beta2: 0.99 });
    const both = { learningRate: 0.1, optimiser: { kind: 'adam', learningRate: 0.2 } } as const;
    expect(refusal(() => fitPlan(both)).message).toContain('There are two of learningRate');
  });
});
