import { describe, expect, test } from 'vitest';
import type { GateNoiseSpec } from '../../src/network/gate-noise.js';
import { network, networkSpec } from '../../src/network/network.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { pathNames } from '../../src/tasks/naming.js';
import {
  completeNetwork,
  networkOf,
  type PartialNetwork,
  settingsOfNetwork,
} from '../../src/tasks/network-settings.js';
import { taskId } from '../../src/tasks/task.js';
import { refusal } from '../refusal.js';

const noise: readonly GateNoiseSpec[] = [
  { channel: 'depolarizing', p: 0.01 },
  { after: ['cz'], channel: 'pauli', p: [0.1, 0, 0.2] },
];
const complete = (settings: PartialNetwork) => completeNetwork(settings, { A: 2, B: 2 }, pathNames);
const idOf = (settings: PartialNetwork) =>
  taskId(fitTask({ data: { kind: 'clusters', seed: 1 }, network: settings, model: { depth: 1 } }));

describe('noise of all processors', () => {
  test('is one setting, with everything said, and makes the network in which each has it', () => {
    const settings = complete({ noise });
    expect(settings.noise).toEqual([{ ...noise[0], after: 'all' }, noise[1]]);
    const spec = networkSpec(networkOf(settings));
    expect(spec.processors.map((one) => one.noise)).toEqual([settings.noise, settings.noise]);
    expect(complete(settings)).toEqual(settings);
    expect(networkOf(settingsOfNetwork(networkOf(settings)))).toEqual(networkOf(settings));
  });

  test('is not there where there is none', () => {
    expect(Object.keys(complete({}))).not.toContain('noise');
    expect(complete({ noise: [] })).toEqual(complete({}));
    expect(idOf({ noise: [] })).toBe(idOf({}));
  });

  test('names a task, whichever way it is said', () => {
    const processors = (own: readonly GateNoiseSpec[] | undefined) =>
      ['A', 'B'].map((name) => ({ name, qubits: 4, ...(own && { noise: own }) }));
    const ids = [idOf({}), idOf({ noise }), idOf({ noise: [noise[0]] }), idOf({ noise: noise.toReversed() })];
    expect(new Set(ids).size).toBe(ids.length);
    expect(idOf({ processors: processors(noise) })).toBe(idOf({ noise }));
    expect(idOf({ processors: processors(undefined), noise })).toBe(idOf({ noise }));
  });

  test('is refused beside that of a processor', () => {
    const processors = [
      { name: 'A', qubits: 2 },
      { name: 'B', qubits: 2, noise },
    ];
    const error = refusal(() => complete({ processors, noise }));
    expect([error.code, error.message]).toEqual([
      'config',
      'Processor "B" has noise of its own; drop it there, or drop network.noise.',
    ]);
    expect(networkOf(complete({ processors })).processors.map((one) => one.noise?.length)).toEqual([undefined, 2]);
  });

  test('is refused where it is none', () => {
    const wrong = { channel: 'depolarizing', p: 0.1, after: 'some' } as unknown as GateNoiseSpec;
    expect(refusal(() => idOf({ noise: [wrong] })).message).toContain('network.noise.0.after');
    expect(refusal(() => idOf({ noise: [{ channel: 'depolarizing', p: 2 }] })).message).toContain('p = 2');
  });
});

test('a network is said again as it was described', () => {
  const made = network({ processors: [{ name: 'A', qubits: 2, noise }], ebits: [] });
  expect(settingsOfNetwork(made)).toEqual({
    processors: [{ name: 'A', qubits: 2, noise: [{ ...noise[0], after: 'all' }, noise[1]] }],
    ebits: [],
  });
});
