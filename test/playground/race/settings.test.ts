import { expect, test } from 'vitest';
import { taskOf } from '../../../src/playground/race/run-model.js';
import {
  adapted,
  changed,
  defaults,
  runDetails,
  runName,
  settingFault,
  sharedFault,
  sharedRoom,
  withFreeSeed,
} from '../../../src/playground/race/settings.js';
import { completeData } from '../../../src/tasks/data-settings.js';
import { fitTask } from '../../../src/tasks/fit-task.js';
import { pathNames } from '../../../src/tasks/naming.js';

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

test('ebits and coins need room', () => {
  expect(settingFault('ebits', 2, 2)).toBeNull();
  expect(settingFault('ebits', 3, 2)).toBe('Ebits is 3; give a whole number from 0 to 2.');
  const shared = (ebits: number, coins: number) => ({ ebits, coins, fidelity: 1 });
  expect(sharedFault(shared(2, 2))).toBeNull();
  expect(sharedFault(shared(0, 2), 2)).toBeNull();
  expect(sharedFault(shared(0, 3), 2)).toBe('Coins is 3; give a whole number from 0 to 2.');
  expect(sharedFault(shared(2, 1), 2)).toBe('2 ebits and 1 coin take 3 qubits of each party; give at most 2 in all.');
  expect([1, 2, 4].map((features) => sharedRoom({ features: [4, features] }, 'qcnn'))).toEqual([1, 2, 4]);
  expect([1, 2, 15].map((features) => sharedRoom({ features: [15, features] }, 'reuploading'))).toEqual([1, 2, 2]);
});

test('a run on a table learns as the command line has it, and on other data as the paper', () => {
  const data = { kind: 'table', path: 'a.csv', columns: { A: ['a', 'b', 'c'], B: ['d'] } } as const;
  const task = taskOf(adapted(changed(defaults, { ebits: 1, seed: 0 }), true), completeData(data, pathNames));
  const plain = fitTask({ data, network: { ebits: 1 } });
  expect({ ...task, training: { ...task.training, evaluateEvery: plain.training.evaluateEvery } }).toEqual(plain);
  expect(adapted(adapted(defaults, true), false)).toEqual(defaults);
  const own = changed(defaults, { depth: 3 });
  expect(adapted(own, true)).toBe(own);
});

test('a run that is there already is another with the next free seed', () => {
  const at = (seed: number) => changed(defaults, { seed });
  expect(withFreeSeed(at(7), [])).toEqual(at(7));
  expect(withFreeSeed(at(7), [at(7), at(8), at(10)])).toEqual(at(9));
  expect(withFreeSeed(at(7), [changed(at(7), { depth: 3 })])).toEqual(at(7));
  const last = Number.MAX_SAFE_INTEGER;
  expect(settingFault('seed', last)).toBeNull();
  expect(withFreeSeed(at(last), [at(last)])).toBeNull();
});
