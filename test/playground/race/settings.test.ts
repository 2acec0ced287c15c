import { expect, test } from 'vitest';
import {
  changed,
  defaults,
  lineStyles,
  runDetails,
  runName,
  settingFault,
} from '../../../src/playground/race/settings.js';
import { COLOURS } from '../../../src/report/colours.js';

test('a run is named by its ebits, and described by what differs', () => {
  expect(runName(defaults)).toBe('Bell-1');
  expect(runDetails(defaults)).toBe('depth 20, rate 0.01, seed 7');
  expect(runDetails(changed(defaults, { fidelity: 0.9, mixing: 2, loss: 'product' }))).toBe(
    'fidelity 0.9, depth 20, mixing 2, rate 0.01, product loss, seed 7',
  );
  expect(runDetails(changed(defaults, { ebits: 0, fidelity: 0.9 }))).toBe('depth 20, rate 0.01, seed 7');
});

test('ebits have the colours of the report; runs of one colour differ in their dashes', () => {
  const styles = lineStyles(
    [0, 1, 1, 2].map((ebits) => changed(defaults, { ebits })),
    false,
  );
  expect(styles.map(({ colour }) => colour)).toEqual([COLOURS[0], COLOURS[1], COLOURS[1], COLOURS[2]]);
  expect(styles.map(({ dash }) => dash)).toEqual(['', '', '6,3', '']);
  expect(lineStyles([defaults], true)[0].colour).toBe('#4d9cc9');
});

test('ebits need room', () => {
  expect(settingFault('ebits', 2, 2)).toBeNull();
  expect(settingFault('ebits', 3, 2)).toBe('Ebits is 3; give a whole number from 0 to 2.');
});
