import { expect, test, vi } from 'vitest';
import { pageFault } from '../../../src/playground/page-faults.js';
import { firstData, plainData, type RaceData, raceData } from '../../../src/playground/race/data.js';
import { followJudging, judgementOf } from '../../../src/playground/race/judging.js';
import { addModel, choose, removeRun, runs, setRace, undo } from '../../../src/playground/race/race.js';
import { type Run, readyRun } from '../../../src/playground/race/run.js';
import { runModel } from '../../../src/playground/race/run-model.js';
import { changed, defaults, type FlatSettings } from '../../../src/playground/race/settings.js';

// Its workers' program is made when the page is built.
vi.mock('../../../src/playground/work.js', () => ({ workers: () => null }));
vi.mock('../../../src/playground/ask.js', async () => (await import('../answered.js')).answered);

const game = raceData({ settings: plainData('chsh'), text: null });

/** A run at its start, said to be done. */
function done(id: number, part: Partial<FlatSettings>, data: RaceData): Run {
  const run = readyRun(id, changed(defaults, { depth: 1, ...part }));
  return { ...run, phase: 'done', parameters: runModel(run.settings, data).parameters };
}

test('runs are looked at once they are done; models from files as well, on each data that they fit', async () => {
  setRace({ settings: plainData('chsh'), text: null }, [
    (id) => readyRun(id, defaults),
    (id) => done(id, { ebits: 1 }, game),
    (id) => done(id, { ebits: 0, coins: 2 }, game),
  ]);
  followJudging();
  const found = () => runs.value.map((run) => judgementOf(run) !== null);
  await vi.waitFor(() => expect(found()).toEqual([false, true, true]), 10_000);
  const [, ebit] = runs.value;
  const before = judgementOf(ebit);
  removeRun(ebit.id);
  undo();
  expect(judgementOf(runs.value[1])).toBe(before);

  addModel({ name: 'mine.json', model: runModel(ebit.settings, game) });
  await vi.waitFor(() => expect(found()).toEqual([false, true, true, true]), 10_000);
  await vi.waitFor(() => expect(runs.value[3].latest).not.toBeNull());
  const mine = runs.value[3];
  expect(mine).toMatchObject({ phase: 'done', error: null, latest: { trainingAccuracy: before?.judged.accuracy } });
  expect(mine.latest?.validationAccuracy).toBeNull();

  choose(firstData);
  await vi.waitFor(() => expect(runs.value[3].error).not.toBeNull(), 10_000);
  expect(runs.value[3].error).toContain('It reads 2 and 2 features, and these data have 4 and 4.');
  expect(found()).toEqual([false, false, false, false]);
  undo();
  expect(judgementOf(runs.value[3])).not.toBeNull();
  expect(runs.value[3].error).toBeNull();
  expect(pageFault.value).toBeNull();
});
