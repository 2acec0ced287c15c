import { expect, test, vi } from 'vitest';
import { accuracyAtShots, weightedRows } from '../../../src/analysis/accuracy-at-shots.js';
import { atShots, decided, followShots, SHOTS } from '../../../src/playground/race/at-shots.js';
import { chshScoreOf } from '../../../src/playground/race/chsh-score.js';
import { firstData, plainData, type RaceData, raceData } from '../../../src/playground/race/data.js';
import { removeRun, runs, setRace } from '../../../src/playground/race/race.js';
import { type Run, readyRun, runModel } from '../../../src/playground/race/run.js';
import { changed, defaults, type FlatSettings } from '../../../src/playground/race/settings.js';

// Its workers' program is made when the page is built.
vi.mock('../../../src/playground/work.js', () => ({ workers: () => null }));

const source = raceData(firstData);
const game = raceData({ settings: plainData('chsh'), text: null });

/** A run at its start, said to be done. */
function done(part: Partial<FlatSettings>, data: RaceData): Run {
  const run = readyRun(1, changed(defaults, { depth: 1, ...part }));
  return { ...run, phase: 'done', parameters: runModel(run.settings, data).parameters };
}

test('is what the library gives, and its course ends there', async () => {
  const run = done({ coins: 1 }, source);
  const model = runModel(run.settings, source);
  const found = await decided(weightedRows(model, source.validation!), () => true);
  const wanted = accuracyAtShots(model, source.validation!, SHOTS);
  expect(found?.found).toEqual(wanted);
  expect(wanted.method).toBe('exact');
  expect(found?.chances).toHaveLength(1024);
  // Its start has weights of two values, so that it is exact, and the course is drawn.
  const { accuracies, errors } = found!.course;
  expect(Math.abs(accuracies[SHOTS - 1] - wanted.accuracy)).toBeLessThan(4 * errors[SHOTS - 1]);
});

test('where it is sampled, the library’s draws are taken', async () => {
  const model = runModel(defaults, source);
  const free = model.withParameters([...model.parameters.slice(0, -4), 0.9, -0.7, -0.4, 1.1]);
  const found = await decided(weightedRows(free, source.validation!), () => true);
  const wanted = accuracyAtShots(free, source.validation!, SHOTS);
  expect(found?.found).toEqual(wanted);
  expect(wanted.method).toBe('sampled');
  const { accuracies, errors } = found!.course;
  expect(Math.abs(accuracies[SHOTS - 1] - wanted.accuracy)).toBeLessThan(4 * errors[SHOTS - 1]);
  expect(errors[SHOTS - 1]).toBeGreaterThan(wanted.standardError);
});

test('is given up once nobody wants it', async () => {
  const model = runModel(defaults, source);
  const asked = vi.fn(() => false);
  expect(await decided(weightedRows(model, source.validation!), asked)).toBeNull();
  expect(asked).toHaveBeenCalledTimes(1);
});

test('runs are looked at once they are done', async () => {
  setRace({ settings: plainData('chsh'), text: null }, [
    (id) => readyRun(id, defaults),
    (id) => ({ ...done({ ebits: 1 }, game), id }),
    (id) => ({ ...done({ ebits: 0, coins: 2 }, game), id }),
  ]);
  followShots();
  await vi.waitFor(() => expect(runs.value.map((run) => atShots(run) !== null)).toEqual([false, true, true]), 10_000);
  const [, ebit, coins] = runs.value;
  expect(atShots(ebit)?.found.accuracy).toBe(
    accuracyAtShots(runModel(ebit.settings, game), game.training, SHOTS).accuracy,
  );
  removeRun(ebit.id);
  expect(atShots(coins)).not.toBeNull();
});

test('the score of a run is that of its outcomes alone, and of the game alone', () => {
  const run = done({ ebits: 1 }, game);
  const probabilities = runModel(run.settings, game).probabilities(game.training.rows);
  const correlators = Array.from(game.training.labels, (label, n) => {
    const [same, other] = [0, 3, 1, 2]
      .map((a) => probabilities[4 * n + a])
      .reduce(([sum, rest], p, i) => (i < 2 ? [sum + p, rest] : [sum, rest + p]), [0, 0]);
    return label * (same - other);
  });
  expect(chshScoreOf(run, game)).toBeCloseTo(Math.abs(correlators.reduce((sum, one) => sum + one, 0) / 4), 12);
  expect(chshScoreOf(run, source)).toBeNull();
  expect(chshScoreOf(readyRun(1, defaults), game)).toBeNull();
});
