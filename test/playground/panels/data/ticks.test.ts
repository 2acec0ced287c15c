import { expect, it } from 'vitest';
import { ticksOf } from '../../../../src/playground/panels/data/ticks.js';

it('are a few round numbers inside an extent', () => {
  expect(ticksOf({ from: -1.7, to: 1.7 })).toEqual([-1, 0, 1]);
  expect(ticksOf({ from: 0, to: 1 })).toEqual([0, 0.5, 1]);
  expect(ticksOf({ from: 98, to: 163 })).toEqual([100, 120, 140, 160]);
  expect(ticksOf({ from: 0.01, to: 0.042 })).toEqual([0.01, 0.02, 0.03, 0.04]);
});
