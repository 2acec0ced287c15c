import { describe, expect, test } from 'vitest';
import { editDistance, nearestName } from '../src/nearest-name.js';
import fc from './seeded.js';

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['area', 'aera', 1],
    ['radius', 'raduis', 1],
    ['abcd', 'badc', 2],
  ])('%s and %s', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  test('is symmetric, zero for equal words alone, and at most the longer length', () => {
    const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe('nearestName', () => {
  const known = ['mean_radius', 'mean_texture', 'area'];
  test.each([
    ['mean_raduis', 'mean_radius'],
    ['MEAN_TEXTURE', 'mean_texture'],
    ['aera', 'area'],
    ['label', null],
    ['', null],
  ])('%s means %s', (name, expected) => {
    expect(nearestName(name, known)).toBe(expected);
  });

  test('of equally close names the first', () => {
    expect(nearestName('x3', ['x1', 'x2'])).toBe('x1');
  });
});
