import { expect, test, vi } from 'vitest';
import { coursesAsCsv } from '../../../src/playground/race/downloads.js';
import { readyRun } from '../../../src/playground/race/run.js';
import { changed, defaults } from '../../../src/playground/race/settings.js';

// Its workers' program is made when the page is built.
vi.mock('../../../src/playground/work.js', () => ({ workers: () => null }));

const evaluation = (iteration: number) => ({
  iteration,
  trainingAccuracy: 0.9,
  trainingLoss: 0.5,
  validationAccuracy: 0.8,
  validationLoss: 0.6,
  trainingBalanced: 0.55,
  validationBalanced: null,
});

test('beside every accuracy of the saved curves stand the balanced one and the base rate', () => {
  const course = { losses: [0.7], evaluations: [evaluation(0)] };
  const run = { ...readyRun(1, changed(defaults, { fidelity: 0.4 })), course };
  const [heads, first, second] = coursesAsCsv([run], { training: 0.9, validation: 0.75 }).trim().split('\n');
  expect(heads).toBe(
    'run,name,settings,iteration,minibatch_loss,training_accuracy,training_balanced_accuracy,training_base_rate,' +
      'training_loss,validation_accuracy,validation_balanced_accuracy,validation_base_rate,validation_loss',
  );
  expect(first).toBe(
    '1,Bell-1,"fidelity 0.4 (separable), depth 20, rate 0.01, seed 7",0,,0.9,0.55,0.9,0.5,0.8,,0.75,0.6',
  );
  expect(second).toMatch(/,1,0\.7,,,,,,,,$/);
});
