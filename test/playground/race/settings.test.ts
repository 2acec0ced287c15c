import { expect, test } from 'vitest';
import {
  changed,
  defaults,
  lineStyles,
  runDetails,
  runName,
  settingFault,
  sharedFault,
  sharedRoom,
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

test('coins have their own name, and no fidelity', () => {
  expect(runName(changed(defaults, { ebits: 0, coins: 2 }))).toBe('2 coins');
  expect(runName(changed(defaults, { ebits: 1, coins: 1 }))).toBe('Bell-1 and 1 coin');
  expect(runDetails(changed(defaults, { ebits: 0, coins: 2, fidelity: 0.4 }))).toBe('depth 20, rate 0.01, seed 7');
});

test('the colour says how many, the dash that they are coins; runs that share as much differ in their widths', () => {
  const styles = lineStyles(
    [{ ebits: 0 }, {}, {}, { ebits: 2 }, { ebits: 0, coins: 2 }, { coins: 1 }].map((part) => changed(defaults, part)),
    false,
  );
  expect(styles.map(({ colour }) => COLOURS.indexOf(colour))).toEqual([0, 1, 1, 2, 2, 1]);
  expect(styles.map(({ dash }) => dash)).toEqual(['', '', '', '', '6,4', '10,3,2,3']);
  expect(styles.map(({ width }) => width)).toEqual([2, 2, 2.6, 2, 2, 2]);
  expect(lineStyles([defaults], true)[0].colour).toBe('#4d9cc9');
});

test('five seeds have lines of five widths', () => {
  const styles = lineStyles([1, 2, 3, 4, 5].map((seed) => changed(defaults, { seed })));
  expect(new Set(styles.map(({ width }) => width)).size).toBe(5);
});

test('ebits and coins need room', () => {
  expect(settingFault('ebits', 2, 2)).toBeNull();
  expect(settingFault('ebits', 3, 2)).toBe('Ebits is 3; give a whole number from 0 to 2.');
  const shared = (ebits: number, coins: number) => ({ ebits, coins, fidelity: 1 });
  expect(sharedFault(shared(2, 2))).toBeNull();
  expect(sharedFault(shared(0, 2), 2)).toBeNull();
  expect(sharedFault(shared(0, 3), 2)).toBe('Coins is 3; give a whole number from 0 to 2.');
  expect(sharedFault(shared(2, 1), 2)).toBe('2 ebits and 1 coin take 3 qubits of each party; give at most 2 in all.');
  expect([1, 2, 4].map((qubits) => sharedRoom({ qubits: [4, qubits] }))).toEqual([1, 2, 4]);
});
