import { expect, test } from 'vitest';
import {
  BEST_DIRECTIONS,
  BEST_S,
  chshOf,
  correlators,
  isBest,
  isBeyond,
  onTheWay,
  successOf,
} from '../../../../src/playground/scenes/turn/arrows.js';
import { FIRST_ANGLES } from '../../../../src/playground/scenes/turn/settings.js';

const half = Math.SQRT1_2;

test.each([
  [[0, 0, 0, 0], 2],
  [[0, 180, 0, 180], -2],
  [[0, 90, 45, 315], 4 * half],
  [[180, 270, 45, 315], -4 * half],
  [[0, 45, 0, 90], 1],
  [[10, 100, 55, 325], 4 * half],
])('directions %j have S = %d', (directions, s) => {
  expect(chshOf(directions)).toBeCloseTo(s, 12);
});

test('S is what two spins measured on a Bell pair give', () => {
  // <(cos a Z + sin a X) x (cos b Z + sin b X)> on (|00> + |11>)/sqrt 2, by its four amplitudes.
  const mean = (a: number, b: number) => {
    const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)];
    const [left, right] = [
      [
        [ca, sa],
        [sa, -ca],
      ],
      [
        [cb, sb],
        [sb, -cb],
      ],
    ];
    let sum = 0;
    for (const i of [0, 1]) for (const j of [0, 1]) sum += (left[i][j] * right[i][j]) / 2;
    return sum;
  };
  for (const directions of [
    [3, 77, 141, 302],
    [0, 90, 45, 315],
    [359, 1, 180, 250],
  ]) {
    const [a0, a1, b0, b1] = directions.map((degrees) => (degrees * Math.PI) / 180);
    const expected = [mean(a0, b0), mean(a0, b1), mean(a1, b0), mean(a1, b1)];
    for (const [i, e] of correlators(directions).entries()) expect(e).toBeCloseTo(expected[i], 12);
  }
});

test('no directions in steps of 15 degrees have a larger S than the best', () => {
  let most = 0;
  for (let a1 = 0; a1 < 360; a1 += 15) {
    for (let b0 = 0; b0 < 360; b0 += 15)
      for (let b1 = 0; b1 < 360; b1 += 15) most = Math.max(most, chshOf([0, a1, b0, b1]));
  }
  expect(most).toBeCloseTo(BEST_S, 12);
});

test('what counts as more than coins, and as the best', () => {
  expect([isBeyond(2), isBeyond(chshOf([0, 0, 0, 0])), isBeyond(2.001)]).toEqual([false, false, true]);
  expect([isBest(chshOf(BEST_DIRECTIONS)), isBest(2.828), isBest(-BEST_S)]).toEqual([true, false, false]);
  expect(successOf(BEST_S)).toBeCloseTo((1 + half) / 2, 12);
  expect(successOf(2)).toBe(0.75);
});

test('the way to the best directions is the shorter one, in whole degrees', () => {
  expect(onTheWay(FIRST_ANGLES, BEST_DIRECTIONS, 0)).toEqual([...FIRST_ANGLES]);
  expect(onTheWay(FIRST_ANGLES, BEST_DIRECTIONS, 1)).toEqual([...BEST_DIRECTIONS]);
  expect(onTheWay([350], [10], 0.5)).toEqual([0]);
  expect(onTheWay([10], [350], 0.25)).toEqual([5]);
  expect(onTheWay([0], [180], 1)).toEqual([180]);
});
