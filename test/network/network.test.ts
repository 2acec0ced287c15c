import { describe, expect, test } from 'vitest';
import { network, networkSpec } from '../../src/network/network.js';
import type { CoinSpec, EbitSpec, NetworkSpec, ProcessorSpec } from '../../src/network/network-spec.js';
import { refusal } from '../refusal.js';

const AB: readonly ProcessorSpec[] = [
  { name: 'A', qubits: 4 },
  { name: 'B', qubits: 2 },
];

const withEbits = (...ebits: EbitSpec[]): NetworkSpec => ({ processors: AB, ebits });
const withCoins = (...coins: CoinSpec[]): NetworkSpec => ({ processors: AB, coins });
const withProcessor = (processor: Partial<ProcessorSpec>): NetworkSpec => ({
  processors: [{ name: 'A', qubits: 4, ...processor }],
});

describe('network', () => {
  test('turns names into indices and keeps the order', () => {
    const { processors, ebits } = network({
      processors: [
        { name: 'Alice', qubits: 3, readoutError: 0.02 },
        { name: 'Bob', qubits: 1, readoutError: { flip0: 0.01, flip1: 0.5 } },
        { name: 'c-3_x', qubits: 10 },
      ],
      ebits: [{ between: ['Bob.0', 'c-3_x.9'], fidelity: 0.85 }, { between: ['Alice.2', 'c-3_x.0'] }],
    });
    expect(processors).toEqual([
      { name: 'Alice', qubits: 3, readout: { flip0: 0.02, flip1: 0.02 } },
      { name: 'Bob', qubits: 1, readout: { flip0: 0.01, flip1: 0.5 } },
      { name: 'c-3_x', qubits: 10, readout: { flip0: 0, flip1: 0 } },
    ]);
    const f = (4 * 0.85 - 1) / 3;
    expect(ebits).toEqual([
      {
        ends: [
          { processor: 1, qubit: 0 },
          { processor: 2, qubit: 9 },
        ],
        correlations: [f, -f, f],
        state: { kind: 'werner', fidelity: 0.85 },
      },
      {
        ends: [
          { processor: 0, qubit: 2 },
          { processor: 2, qubit: 0 },
        ],
        correlations: [1, -1, 1],
        state: { kind: 'werner', fidelity: 1 },
      },
    ]);
  });

  test('takes loops, parallel ebits, eight processors and no ebit at all', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
    const loop = network({
      processors: names.map((name) => ({ name, qubits: 2 })),
      ebits: names.map((name, i) => ({ between: [`${name}.0`, `${names[(i + 1) % 8]}.1`] })),
    });
    expect(loop.ebits).toHaveLength(8);
    expect(network(withEbits({ between: ['A.0', 'B.0'] }, { between: ['B.1', 'A.3'] })).ebits).toHaveLength(2);
    expect(network({ processors: AB }).ebits).toEqual([]);
    expect(network(withProcessor({ name: 'constructor' })).processors[0].name).toBe('constructor');
  });

  test('takes Bell weights', () => {
    const weights = { phiPlus: 0.7, phiMinus: 0.1, psiPlus: 0.2, psiMinus: 0 };
    const [ebit] = network(withEbits({ between: ['A.0', 'B.0'], weights })).ebits;
    expect(ebit.correlations.map((t) => Math.round(t * 1e12) / 1e12)).toEqual([0.8, -0.4, 0.6]);
  });

  test('takes coins, fair and in the basis Z unless told', () => {
    const ends = [
      { processor: 0, qubit: 1 },
      { processor: 1, qubit: 0 },
    ];
    const { coins } = network(
      withCoins({ between: ['A.1', 'B.0'] }, { between: ['B.1', 'A.3'], heads: 0.2, basis: 'X' }),
    );
    expect(coins[0]).toEqual({ ends, heads: 0.5, basis: 'Z' });
    expect(coins[1]).toMatchObject({ heads: 0.2, basis: 'X' });
    expect(network({ processors: AB }).coins).toEqual([]);
  });

  test.each<[string, NetworkSpec, string]>([
    ['a coin that always falls alike', withCoins({ between: ['A.0', 'B.0'], heads: 1 }), 'it is a constant, no coin'],
    ['a coin that never falls so', withCoins({ between: ['A.0', 'B.0'], heads: 0 }), 'it is a constant, no coin'],
    ['a coin beyond chance', withCoins({ between: ['A.0', 'B.0'], heads: 1.5 }), "A coin's heads is 1.5"],
    ['a coin below chance', withCoins({ between: ['A.0', 'B.0'], heads: -0.1 }), "A coin's heads is -0.1"],
    [
      'a coin inside one processor',
      withCoins({ between: ['A.0', 'A.1'] }),
      'The coin between A.0 and A.1 lies inside one',
    ],
    ['a coin with no processor', withCoins({ between: ['A.0', 'C.1'] }), 'The coin end "C.1" names no processor'],
    ['a coin end without a qubit', withCoins({ between: ['A', 'B.0'] }), '"A" is not the end of a coin'],
    [
      'a qubit in two coins',
      withCoins({ between: ['A.0', 'B.0'] }, { between: ['A.0', 'B.1'] }),
      'Qubit A.0 is in two coins',
    ],
    [
      'a qubit in an ebit and a coin',
      { ...withEbits({ between: ['A.0', 'B.0'] }), ...withCoins({ between: ['A.1', 'B.0'] }) },
      'Qubit B.0 is in an ebit and a coin; a qubit can hold one half only.',
    ],
    ['a fidelity below 1/4', withEbits({ between: ['A.0', 'B.0'], fidelity: 0.2 }), '0.2'],
    ['a fidelity above 1', withEbits({ between: ['A.0', 'B.0'], fidelity: 1.5 }), '1.5'],
    ['a fidelity that is no number', withEbits({ between: ['A.0', 'B.0'], fidelity: Number.NaN }), 'NaN'],
    [
      'both a fidelity and weights',
      withEbits({
        between: ['A.0', 'B.0'],
        fidelity: 1,
        weights: { phiPlus: 1, phiMinus: 0, psiPlus: 0, psiMinus: 0 },
      }),
      'both',
    ],
    ['a qubit in two ebits', withEbits({ between: ['A.0', 'B.0'] }, { between: ['B.1', 'A.0'] }), 'A.0'],
    ['an ebit inside one processor', withEbits({ between: ['A.0', 'A.1'] }), 'inside one processor'],
    ['an unknown processor', withEbits({ between: ['A.0', 'C.0'] }), '"C.0"'],
    ['a qubit that is not there', withEbits({ between: ['A.0', 'B.2'] }), 'last qubit of its processor, 1'],
    ['an end without a qubit', withEbits({ between: ['A', 'B.0'] }), '"A"'],
    ['an end with a strange qubit', withEbits({ between: ['A.01', 'B.0'] }), '"A.01"'],
    ['a repeated name', { processors: [AB[0], AB[0]] }, '"A"'],
    ['a name with a dot', withProcessor({ name: 'A.1' }), '"A.1"'],
    ['an empty name', withProcessor({ name: '' }), '""'],
    ['a name that a model file needs', withProcessor({ name: 'weights' }), '"weights"'],
    ['no qubit', withProcessor({ qubits: 0 }), '0 qubits'],
    ['eleven qubits', withProcessor({ qubits: 11 }), '1 to 10'],
    ['half a qubit', withProcessor({ qubits: 1.5 }), '1.5'],
    ['no processor', { processors: [] }, '1 to 16'],
    ['seventeen processors', { processors: [...'ABCDEFGHIJKLMNOPQ'].map((name) => ({ name, qubits: 1 })) }, 'not 17'],
    ['a negative readout error', withProcessor({ readoutError: -0.1 }), '-0.1'],
    ['a readout error above 1/2', withProcessor({ readoutError: { flip0: 0, flip1: 0.98 } }), '0.98'],
    ['a readout error that is no number', withProcessor({ readoutError: Number.NaN }), 'readoutError'],
  ])('refuses %s', (_, spec, words) => {
    const error = refusal(() => network(spec));
    expect(error.code).toBe('network');
    expect(error.message).toContain(words);
  });

  test.each([
    [{ processors: AB, ebit: [] }, '"ebit"'],
    [{ processors: [{ name: 'A', qubits: 2, noise: 1 }] }, '"processors.0.noise"'],
    [{ processors: AB, ebits: [{ between: ['A.0', 'B.0'], fidelty: 1 }] }, '"ebits.0.fidelty"'],
    [{ processors: AB, ebits: [{ between: ['A.0', 'B.0', 'A.1'] }] }, '"ebits.0.between'],
    [{ processors: AB, coins: [{ between: ['A.0', 'B.0'], tails: 0.5 }] }, '"coins.0.tails"'],
    [{ processors: AB, coins: [{ between: ['A.0', 'B.0'], basis: 'Y' }] }, '"coins.0.basis"'],
    [{ processors: AB, coins: [{ between: ['A.0', 'B.0'], heads: '0.5' }] }, '"coins.0.heads"'],
    [{ processors: AB, coins: 2 }, '"coins"'],
    [{ processors: [{ name: 'A' }] }, '"processors.0.qubits"'],
    [{ processors: [{ name: 'A', qubits: '4' }] }, '"processors.0.qubits"'],
    [null, 'null'],
    [undefined, 'undefined'],
  ])('refuses the untyped %j', (spec, words) => {
    const error = refusal(() => network(spec as unknown as NetworkSpec));
    expect(error.code).toBe('network');
    expect(error.message).toContain(words);
  });
});

describe('networkSpec', () => {
  test('describes a network so that it is made again exactly', () => {
    const spec: NetworkSpec = {
      processors: [
        { name: 'A', qubits: 4, readoutError: 0.1 },
        { name: 'B', qubits: 3, readoutError: { flip0: 0, flip1: 0.3 } },
        { name: 'C', qubits: 2 },
      ],
      ebits: [
        { between: ['C.1', 'A.3'], fidelity: 0.87 },
        { between: ['B.0', 'A.0'], weights: { phiPlus: 0.1, phiMinus: 0.2, psiPlus: 0.3, psiMinus: 0.4 } },
      ],
    };
    expect(networkSpec(network(spec))).toEqual(spec);
    expect(network(networkSpec(network(spec)))).toEqual(network(spec));
    const coins: readonly CoinSpec[] = [
      { between: ['C.0', 'A.1'], heads: 0.3, basis: 'X' },
      { between: ['B.1', 'A.2'], heads: 0.5, basis: 'Z' },
    ];
    expect(networkSpec(network({ ...spec, coins }))).toEqual({ ...spec, coins });
    expect(network(networkSpec(network({ ...spec, coins })))).toEqual(network({ ...spec, coins }));
    expect(Object.keys(networkSpec(network({ ...spec, coins: [] })))).toEqual(['processors', 'ebits']);
  });
});

describe('plain mistakes', () => {
  const processors = [
    { name: 'left', qubits: 1 },
    { name: 'right', qubits: 1 },
  ];
  const made = network({ processors, ebits: [{ between: ['left.0', 'right.0'] }] });
  const end = { processor: 9, qubit: 0 };
  test.each<[string, () => unknown, string]>([
    [
      'a slip in a processor',
      () => network({ processors: [{ name: 'A', qbits: 1 }] } as never),
      '"processors.0.qbits"; remove it or correct its spelling. Did you mean "qubits"?',
    ],
    [
      'a slip in a name of a processor',
      () => network({ processors, ebits: [{ between: ['left.0', 'rigth.0'] }] }),
      'there are "left", "right". Did you mean "right"?',
    ],
    [
      'an end that is a book',
      () => network({ processors, ebits: [{ between: ['left.0', 'x'.repeat(99)] }] }),
      `"${'x'.repeat(40)}…" is not the end of an ebit`,
    ],
    ['no network', () => networkSpec(undefined as never), 'That is no network; give what network()'],
    ['a description of one', () => networkSpec({ processors, ebits: [] } as never), 'That is no network; give what'],
    [
      'an end at no processor',
      () => networkSpec({ ...made, ebits: [{ ...made.ebits[0], ends: [end, end] }] }),
      'An ebit of the network ends at processor 9, but there are 2, counted from 0.',
    ],
  ])('%s is refused in words', (_, act, part) => {
    const error = refusal(act);
    expect([error.code, error.message]).toEqual(['network', expect.stringContaining(part)]);
  });
});
