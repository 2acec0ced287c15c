import { expect, test } from 'vitest';
import { accuracyAtShots } from '../../../src/analysis/accuracy-at-shots.js';
import { modelToJSON } from '../../../src/models/model-file.js';
import { SCALED } from '../../../src/models/row-options.js';
import { type Judged, judged, MOST_SHOTS, SHOT_COUNTS } from '../../../src/playground/questions/judged.js';
import { firstData, plainData, type RaceData, raceData } from '../../../src/playground/race/data.js';
import { runModel } from '../../../src/playground/race/run-model.js';
import { changed, defaults, type RunSettings } from '../../../src/playground/race/settings.js';

const source = raceData(firstData);
const game = raceData({ settings: plainData('chsh'), text: null });

/** A run at its start, or with some last parameters. */
function asked(
  settings: RunSettings,
  { settings: of, table, training }: RaceData,
  last: readonly number[] = [],
): Judged {
  const { parameters } = runModel(settings, { settings: of, table, training });
  const own = Float64Array.from([...parameters.slice(0, parameters.length - last.length), ...last]);
  return { settings, parameters: own, source: { settings: of, table, training } };
}

function modelOf(one: Judged) {
  if ('file' in one) throw new Error('that is a file');
  return runModel(one.settings, one.source).withParameters(one.parameters);
}

test('is what the library gives, and its course ends there', () => {
  const one = asked(changed(defaults, { depth: 1, coins: 1 }), source);
  const found = judged(one, source.training, source.validation, false);
  const model = modelOf(one);
  const { rows, labels } = source.validation!;
  const given = model.predict(rows, SCALED);
  expect([...found.right]).toEqual(Array.from(labels, (label, n) => Number(label === given[n])));
  expect(found.judged.accuracy).toBeCloseTo(found.right.reduce((sum, one) => sum + one, 0) / labels.length, 12);
  for (const shots of [10, 100, 1000] as const) {
    expect(found.atShots[shots].found).toEqual(accuracyAtShots(model, source.validation!, shots));
    expect(found.atShots[shots].chances).toHaveLength(1024);
  }
  expect(found.atShots[100].found.method).toBe('exact');
  expect(found.curve.map(({ shots }) => shots)).toEqual([...SHOT_COUNTS]);
  expect(found.curve[1].accuracy).toBe(accuracyAtShots(model, source.validation!, 3).accuracy);
  expect(found.score).toBeNull();
  // Its start has weights of two values, so that it is exact, and the course is drawn.
  const { accuracies, errors } = found.course!;
  const last = MOST_SHOTS - 1;
  expect(Math.abs(accuracies[last] - found.atShots[100].found.accuracy)).toBeLessThan(4 * errors[last]);
});

test('where it is sampled, the library’s draws are taken', () => {
  const one = asked(changed(defaults, { depth: 1 }), source, [0.9, -0.7, -0.4, 1.1]);
  const found = judged(one, source.training, source.validation, false);
  const wanted = accuracyAtShots(modelOf(one), source.validation!, 100);
  expect(found.atShots[100].found).toEqual(wanted);
  expect(wanted.method).toBe('sampled');
  expect(found.curve.find(({ shots }) => shots === 100)?.standardError).toBe(wanted.standardError);
});

test('a model from a file is judged as the run that it was saved from', () => {
  const one = asked(changed(defaults, { depth: 1 }), source);
  const file = JSON.parse(JSON.stringify(modelToJSON(modelOf(one))));
  expect(judged({ file }, source.training, source.validation, false)).toEqual(
    judged(one, source.training, source.validation, false),
  );
});

test('the score of the game is that of its outcomes alone', () => {
  const one = asked(changed(defaults, { depth: 1 }), game);
  const probabilities = modelOf(one).probabilities(game.training.rows);
  const correlators = Array.from(game.training.labels, (label, n) => {
    const [same, other] = [0, 3, 1, 2]
      .map((a) => probabilities[4 * n + a])
      .reduce(([sum, rest], p, i) => (i < 2 ? [sum + p, rest] : [sum, rest + p]), [0, 0]);
    return label * (same - other);
  });
  const { score } = judged(one, game.training, null, true);
  expect(score).toBeCloseTo(Math.abs(correlators.reduce((sum, one) => sum + one, 0) / 4), 12);
});

test('of three classes there is no course of shots', () => {
  const lines = Array.from({ length: 24 }, (_, i) => `${i % 3},${(i * 7) % 5},${'xyz'[i % 3]}`);
  const columns = { A: ['a'], B: ['b'] };
  const settings = { kind: 'table', path: 't.csv', columns, label: 'y', validation: 0.25, seed: 1 } as const;
  const three = raceData({ settings, text: ['a,b,y', ...lines].join('\n') });
  const one = asked(changed(defaults, { circuit: 'reuploading' }), three);
  const found = judged(one, three.training, three.validation, false);
  expect(found.course).toBeNull();
  expect(found.atShots[10].found.accuracy).toBeGreaterThan(0);
});
