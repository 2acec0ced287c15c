import { expect, test, vi } from 'vitest';
import { plainData, raceData } from '../../../src/playground/race/data.js';
import { coursesAsCsv } from '../../../src/playground/race/downloads.js';
import { followJudging, judgementOf } from '../../../src/playground/race/judging.js';
import { runs, setRace } from '../../../src/playground/race/race.js';
import { readyRun } from '../../../src/playground/race/run.js';
import { runModel } from '../../../src/playground/race/run-model.js';
import { changed, defaults } from '../../../src/playground/race/settings.js';

// Its workers' program is made when the page is built.
vi.mock('../../../src/playground/work.js', () => ({ workers: () => null }));
vi.mock('../../../src/playground/ask.js', async () => (await import('../answered.js')).answered);

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
      'training_loss,validation_accuracy,validation_balanced_accuracy,validation_base_rate,validation_loss,' +
      'accuracy_at_100_shots',
  );
  expect(first).toBe(
    '1,Bell-1,"fidelity 0.4 (separable), depth 20, rate 0.01, seed 7",0,,0.9,0.55,0.9,0.5,0.8,,0.75,0.6,',
  );
  expect(second).toMatch(/,1,0\.7,,,,,,,,,$/);
});

test('the last row of a run that is done has its accuracy at 100 shots; coins are named', async () => {
  const choice = { settings: plainData('chsh'), text: null };
  const game = raceData(choice);
  setRace(choice, [
    (id) => {
      const run = readyRun(id, changed(defaults, { ebits: 0, coins: 2, iterations: 1 }));
      const { parameters } = runModel(run.settings, game);
      return { ...run, phase: 'done', iteration: 1, parameters, course: { losses: [0.7], evaluations: [] } };
    },
  ]);
  followJudging();
  await vi.waitFor(() => expect(judgementOf(runs.value[0])).not.toBeNull(), 10_000);
  const [, first, second] = coursesAsCsv(runs.value, { training: 0.5, validation: null }).trim().split('\n');
  expect(first).toMatch(/^1,2 coins,.*,$/);
  expect(second.split(',').at(-1)).toBe(String(judgementOf(runs.value[0])?.atShots[100].found.accuracy));
});
