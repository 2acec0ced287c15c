import { expect, test } from 'vitest';
import { plainData } from '../../../src/playground/race/data.js';
import { publishedTick } from '../../../src/playground/race/published-ticks.js';
import { changed, defaults, type FlatSettings } from '../../../src/playground/race/settings.js';

const grid = plainData('clusters');
const independent = { ...grid, corners: 'independent' } as const;
const tick = (part: Partial<FlatSettings>, data: Parameters<typeof publishedTick>[1] = grid) =>
  publishedTick(changed(defaults, part), data);

test('Table S4 by depth and ebits, on corners of a grid', () => {
  expect(tick({ ebits: 0 })?.accuracy).toBe(0.749);
  expect(tick({ ebits: 1, depth: 10, seed: 99 })?.accuracy).toBe(0.901);
  expect(tick({ ebits: 4, depth: 5 })).toEqual({
    accuracy: 0.778,
    source: 'Table S4, mean of 5 runs on its data set A',
  });
});

test('Table S3 over its data sets, on corners each by itself', () => {
  expect(tick({ ebits: 0 }, independent)?.accuracy).toBeCloseTo((0.739 + 0.767 + 0.804 + 0.836 + 0.895) / 5, 12);
  expect(tick({ ebits: 1 }, independent)?.source).toContain('Table S3');
  expect(tick({ ebits: 2 }, independent)).toBeNull();
  expect(tick({ ebits: 1, depth: 10 }, independent)).toBeNull();
});

test.each<[string, Partial<FlatSettings>]>([
  ['coins', { ebits: 0, coins: 1 }],
  ['a fidelity', { fidelity: 0.9 }],
  ['another depth', { depth: 7 }],
  ['other iterations', { iterations: 1000 }],
  ['another rate', { learningRate: 0.02 }],
  ['another loss', { loss: 'product' }],
  ['mixing', { mixing: 1 }],
  ['another circuit', { circuit: 'reuploading' }],
])('nothing was published with %s', (_, part) => {
  expect(tick(part)).toBeNull();
});

test('nor of the game, or of other corners', () => {
  expect(tick({}, plainData('chsh'))).toBeNull();
  expect(tick({}, { ...grid, corners: 'distinct' })).toBeNull();
});
