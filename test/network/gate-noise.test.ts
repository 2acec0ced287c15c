import { describe, expect, test } from 'vitest';
import { circuit } from '../../src/circuit/builder.js';
import { type ChannelName, channelNames, channels } from '../../src/circuit/channels.js';
import type { GateOperation } from '../../src/circuit/circuit.js';
import { checkedNetwork } from '../../src/network/checked-network.js';
import { type GateNoiseSpec, isNoisy, type NoisyGates } from '../../src/network/gate-noise.js';
import { network, networkSpec } from '../../src/network/network.js';
import { refusal } from '../refusal.js';

const withNoise = (...noise: readonly GateNoiseSpec[]) =>
  network({
    processors: [
      { name: 'A', qubits: 2, noise },
      { name: 'B', qubits: 2 },
    ],
    ebits: [{ between: ['A.0', 'B.0'] }],
  });

/** One of each channel, as a person writes it. */
const specs: Readonly<Record<ChannelName, GateNoiseSpec>> = {
  bitFlip: { after: 'all', channel: 'bitFlip', p: 0.1 },
  phaseFlip: { after: 'one-qubit', channel: 'phaseFlip', p: 0.25 },
  depolarizing: { after: 'two-qubit', channel: 'depolarizing', p: 0.01 },
  pauli: { after: ['h', 'crx'], channel: 'pauli', p: [0.1, 0.2, 0.3] },
  phaseDamping: { after: 'all', channel: 'phaseDamping', g: 0.3 },
  amplitudeDamping: { after: ['cz'], channel: 'amplitudeDamping', g: 0 },
  thermal: { after: 'all', channel: 'thermal', t1: 1e-3, t2: 2e-3, time: 1e-7 },
};

describe('noise behind gates', () => {
  test.each(channelNames)('%s is kept in the order of the table, and said again as it was written', (name) => {
    const made = withNoise(specs[name]);
    const { after = 'all', channel: _channel, ...given } = specs[name];
    const values = Object.values(given).flat();
    expect(made.processors[0].noise).toEqual([{ after, channel: name, values }]);
    expect(values).toHaveLength(channels[name].parameters.length);
    expect(networkSpec(made).processors[0]).toEqual({ name: 'A', qubits: 2, noise: [specs[name]] });
    expect(checkedNetwork(made)).toEqual(made);
    expect(network(JSON.parse(JSON.stringify(networkSpec(made))))).toEqual(made);
  });

  test('it stands behind all gates unless told, and -0 is 0', () => {
    const [noise] = withNoise({ channel: 'depolarizing', p: -0 }).processors[0].noise ?? [];
    expect(noise).toEqual({ after: 'all', channel: 'depolarizing', values: [0] });
  });

  test('a processor without noise has no such key', () => {
    const made = withNoise();
    for (const processor of made.processors) expect(Object.keys(processor)).toEqual(['name', 'qubits', 'readout']);
    expect(networkSpec(made).processors[0]).toEqual({ name: 'A', qubits: 2 });
  });

  test('names count the quantum controls, conditions count nowhere', () => {
    const one = (qubit: number, value: 0 | 1 = 1) => ({ qubit, value });
    const gates = {
      h: circuit(4).h(0),
      rzz: circuit(4).rzz(1, 0, 1),
      cx: circuit(4).cx(0, 1),
      cz: circuit(4).controlled([one(3, 0)], (b) => b.z(1)),
      ccx: circuit(4).ccx(0, 1, 2),
      cswap: circuit(4).cswap(0, 1, 2),
      crx: circuit(4).controlled([one(0)], (b) => b.rx(1, 1)),
      ry: circuit(4)
        .measure(0)
        .when(0, 1, (b) => b.ry(1, 1)),
    };
    const hit = (after: NoisyGates) =>
      Object.entries(gates)
        .filter(([, { operations }]) => isNoisy(after, operations[operations.length - 1] as GateOperation))
        .map(([name]) => name);
    expect(hit('all')).toEqual(Object.keys(gates));
    expect(hit('one-qubit')).toEqual(['h', 'ry']);
    expect(hit('two-qubit')).toEqual(['rzz', 'cx', 'cz', 'crx']);
    for (const name of Object.keys(gates)) expect(hit([name])).toEqual([name]);
    expect(hit(['x', 'z', 'rx', 'swap'])).toEqual([]);
    expect(hit(['cccx', 'ry', 'h'])).toEqual(['h', 'ry']);
  });
});

describe('what is no noise', () => {
  const gateNames = 'h, x, y, z, s, sdg, t, tdg, sx, sxdg, rx, ry, rz, phase, swap, rxx, ryy, rzz';
  const cases: [string, unknown, string, string][] = [
    [
      'an unknown gate',
      { after: ['cy', 'cnot'], channel: 'depolarizing', p: 0.1 },
      'network',
      `The noise of processor "A" is to stand behind the gate "cnot", which is none; the gates are ${gateNames}, with a "c" in front for each control, such as cx.`,
    ],
    ['a slip', { after: ['cswp'], channel: 'depolarizing', p: 0.1 }, 'network', 'such as cx. Did you mean "cswap"?'],
    ['ten controls', { after: [`${'c'.repeat(10)}x`], channel: 'bitFlip', p: 0.1 }, 'network', 'which is none'],
    ['no gate', { after: [], channel: 'bitFlip', p: 0.1 }, 'network', 'stands behind no gate; name gates'],
    ['a gate twice', { after: ['h', 'h'], channel: 'bitFlip', p: 0.1 }, 'network', 'names the gate "h" twice'],
    ['an unknown kind', { after: 'two-qubits', channel: 'bitFlip', p: 0.1 }, 'network', '"two-qubit"'],
    ['an unknown channel', { channel: 'depolarising', p: 0.1 }, 'network', 'Did you mean "depolarizing"?'],
    ['a channel that is none', { channel: 3 }, 'network', 'processors.0.noise.0.channel'],
    ["another channel's number", { channel: 'depolarizing', g: 0.1 }, 'network', 'unknown key'],
    ['a number too few', { channel: 'thermal', t1: 1, t2: 1 }, 'network', 'lacks "processors.0.noise.0.time"'],
    ['text', { channel: 'bitFlip', p: '0.1' }, 'network', '"processors.0.noise.0.p": "0.1" where number belongs'],
    ['no number', { channel: 'bitFlip', p: Number.NaN }, 'network', 'processors.0.noise.0.p'],
    [
      'a probability above 1',
      { channel: 'bitFlip', p: 1.5 },
      'range',
      'The noise of processor "A", bitFlip, has p = 1.5; give a number in [0, 1].',
    ],
    ['a sum above 1', { channel: 'pauli', p: [0.5, 0.5, 0.1] }, 'range', 'probabilities that sum to 1.1'],
    [
      't2 beyond 2 t1',
      { channel: 'thermal', t1: 1, t2: 2.5, time: 1 },
      'range',
      'The noise of processor "A", thermal, has t2 = 2.5 above 2 t1 = 2; coherence cannot outlive the populations, give a t2 of at most that.',
    ],
  ];
  test.each(cases)('%s', (_, noise, code, sentence) => {
    const error = refusal(() => withNoise(noise as GateNoiseSpec));
    expect(error.code).toBe(code);
    expect(error.message).toContain(sentence);
  });

  test('more than 16 kinds, and noise that is no list', () => {
    const many = Array.from({ length: 17 }, (): GateNoiseSpec => ({ channel: 'bitFlip', p: 0.1 }));
    expect(refusal(() => withNoise(...many)).message).toBe(
      'Processor "A" has 17 kinds of noise behind its gates; give at most 16.',
    );
    const processors = [{ name: 'A', qubits: 1, noise: { channel: 'bitFlip', p: 0.1 } as never }];
    expect(refusal(() => network({ processors })).code).toBe('network');
  });

  test('a made network whose noise was changed by hand', () => {
    const made = withNoise(specs.depolarizing);
    const [first, second] = made.processors;
    const noise = [{ ...(first.noise?.[0] ?? { after: 'all', channel: 'depolarizing' }), values: [2] }] as const;
    expect(refusal(() => checkedNetwork({ ...made, processors: [{ ...first, noise }, second] })).code).toBe('range');
  });
});
