// What is refused of ebits with any state, of coins and shares of several, and of waiting.
import { describe, expect, test } from 'vitest';
import { network, networkSpec } from '../../src/network/network.js';
import type { EbitSpec, NetworkSpec, ShareSpec } from '../../src/network/network-spec.js';
import { refusal } from '../refusal.js';

const NAMES = [...'ABCDEFGHIJ'];
const processors = NAMES.map((name) => ({ name, qubits: 2 }));
const ABC = ['A.0', 'B.0', 'C.0'];
const ebit = (spec: Omit<EbitSpec, 'between'>): NetworkSpec => ({
  processors,
  ebits: [{ between: ['A.0', 'B.0'], ...spec }],
});
const share = (spec: Omit<ShareSpec, 'between'>, between: readonly string[] = ABC): NetworkSpec => ({
  processors,
  shares: [{ between, ...spec }],
});
const table = (x: number, y: number, z: number, first = 1) => [
  [first, 0, 0, 0],
  [0, x, 0, 0],
  [0, 0, y, 0],
  [0, 0, 0, z],
];
const diagonal = (...entries: (number | readonly [number, number])[]) =>
  entries.map((entry, i) => [0, 1, 2, 3].map((j) => (i === j ? entry : 0)));

describe('a state of two qubits', () => {
  test.each<[string, NetworkSpec, string]>([
    [
      'with a negative eigenvalue, by correlations',
      ebit({ correlations: table(1, 1, 1) }),
      'The ebit between A.0 and B.0 has the eigenvalue -0.5; those of a state are at least 0 (within 1e-12). Give a positive ' +
        'matrix, or scale all correlations but the first by at most 0.3333.',
    ],
    ['with a negative eigenvalue', ebit({ state: diagonal(0.6, 0.6, -0.1, -0.1) }), 'has the eigenvalue -0.1'],
    ['with a trace of 2', ebit({ state: diagonal(0.5, 0.5, 0.5, 0.5) }), 'has the trace 2, not 1 (within 1e-9)'],
    ['with another first correlation', ebit({ correlations: table(0, 0, 0, 0.9) }), 'of I and I, 0.9, not 1'],
    [
      'that is not Hermitian',
      ebit({
        state: [
          [0.5, [0, 0.1], 0, 0],
          [[0, 0.1], 0.5, 0, 0],
          [0, 0, 0, 0],
          [0, 0, 0, 0],
        ],
      }),
      'a state that is not Hermitian: [0, 0.1] in row 1 and column 0, [0, 0.1] across the diagonal; give complex conjugates',
    ],
    [
      'that is not real on its diagonal',
      ebit({ state: diagonal([1, 0.2], 0, 0, 0) }),
      'the number [1, 0.2] on the diagonal',
    ],
    [
      'with a correlation of 3',
      ebit({ correlations: table(3, 0, 0) }),
      'has a correlation of 3; those of a state lie in [-1, 1]',
    ],
    ['said twice', ebit({ fidelity: 1, state: diagonal(1, 0, 0, 0) }), 'has both fidelity and state; give one of them'],
    [
      'said twice, by correlations',
      ebit({ correlations: table(0, 0, 0), state: diagonal(1, 0, 0, 0) }),
      'both correlations and state',
    ],
    ['with three rows', ebit({ state: diagonal(1, 0, 0) as never }), '"ebits.0.state'],
    ['of words', ebit({ correlations: table('1' as never, 0, 0) }), '"ebits.0.correlations.1.1"'],
  ])('%s is refused', (_, spec, words) => {
    const error = refusal(() => network(spec));
    expect([error.code, error.message]).toEqual(['network', expect.stringContaining(words)]);
  });

  test('is taken at the border, and where decimals are typed by hand', () => {
    expect(network(ebit({ correlations: table(1, -1, 1) })).ebits[0].correlations).toEqual([1, -1, 1]);
    expect(network(ebit({ state: diagonal(0.3333333333, 0.3333333333, 0.3333333333, 0) })).ebits).toHaveLength(1);
    expect(() => network(ebit({ correlations: table(1 / 3, 1 / 3, -1) }))).not.toThrow();
    expect(() => network(ebit({ correlations: table(1 / 3 + 1e-11, 1 / 3, -1) }))).toThrow('eigenvalue -');
  });
});

describe('a share', () => {
  test.each<[string, NetworkSpec, string]>([
    [
      'without a state',
      share({}),
      'The share between A.0, B.0 and C.0 has no state; give "state": "ghz", "generators" or a "graph".',
    ],
    ['with two', share({ state: 'ghz', graph: [[0, 1]] }), 'has both state and graph; give one of them'],
    ['of another name', share({ state: 'w' as never }), '"shares.0.state"'],
    [
      'of generators that do not commute',
      share({ generators: ['XXX', 'ZII'] }),
      'has the generators XXX and ZII, which do not commute: no state keeps both',
    ],
    [
      'of generators that contradict each other',
      share({ generators: ['XXI', 'ZZI', 'YYI'] }),
      'has the generator YYI, which contradicts the others: XXI times ZZI is minus it',
    ],
    [
      'of a generator and its contrary',
      share({ generators: ['XXX', '-XXX'] }),
      'the generator -XXX, which contradicts the others: XXX is minus it',
    ],
    [
      'of minus the identity',
      share({ generators: ['-III'] }),
      'the generator -III, which contradicts the others: the identity is minus it',
    ],
    [
      'of generators that depend on each other',
      share({ generators: ['ZZI', 'IZZ', 'ZIZ'] }),
      'the generator ZIZ, which is ZZI times IZZ and says nothing new; leave it out',
    ],
    [
      'of the identity',
      share({ generators: ['III'] }),
      'the generator III, which is the identity and says nothing new',
    ],
    [
      'of generators of another length',
      share({ generators: ['XX'] }),
      'the generator "XX" of 2 letters for 3 places; give one letter for each',
    ],
    [
      'of other letters',
      share({ generators: ['XQX'] }),
      'the generator "XQX"; write one of I, X, Y and Z for each place',
    ],
    ['of small letters', share({ generators: ['xxx'] }), 'the generator "xxx"; write one of I, X, Y and Z'],
    ['of no generators', share({ generators: [] }), 'has no generators; give 1 to 3 of them, such as "XXX"'],
    [
      'of a graph beyond its places',
      share({ graph: [[0, 3]] }),
      'a graph with the place 3; its places are 0 to 2, in the order of "between"',
    ],
    ['of a graph at half a place', share({ graph: [[0, 0.5]] }), 'a graph with the place 0.5'],
    ['of a graph with a loop', share({ graph: [[1, 1]] }), 'an edge from 1 to itself'],
    [
      'of a graph with an edge twice',
      share({
        graph: [
          [0, 1],
          [1, 0],
        ],
      }),
      'the edge 0, 1 twice, which undoes it',
    ],
    [
      'that is seen more than fully',
      share({ state: 'ghz', visibility: 1.1 }),
      'has a visibility of 1.1; give one in [0, 1]',
    ],
    ['that is seen less than not at all', share({ state: 'ghz', visibility: -0.1 }), 'has a visibility of -0.1'],
    [
      'of one',
      share({ state: 'ghz' }, ['A.0']),
      'A share between 1 place: give 2 to 8 of them, each at a processor of its own',
    ],
    [
      'of nine',
      share(
        { state: 'ghz' },
        NAMES.slice(0, 9).map((name) => `${name}.0`),
      ),
      'give 2 to 8 of them',
    ],
    [
      'inside one processor',
      share({ state: 'ghz' }, ['A.0', 'A.1']),
      'The share between A.0 and A.1 lies inside one processor; a share joins two of them',
    ],
    [
      'with two ends at one processor',
      share({ state: 'ghz' }, ['A.0', 'B.0', 'A.1']),
      'The share between A.0, B.0 and A.1 has both A.0 and A.1 inside one processor; a share has one end a processor',
    ],
    ['of an unknown processor', share({ state: 'ghz' }, ['A.0', 'K.0']), 'The share end "K.0" names no processor'],
    [
      'on a qubit of an ebit',
      { ...ebit({}), shares: [{ between: ABC, state: 'ghz' }] },
      'Qubit A.0 is in an ebit and a share; a qubit can hold one half only',
    ],
    [
      'on a qubit of another',
      {
        processors,
        shares: [
          { between: ABC, state: 'ghz' },
          { between: ['D.0', 'C.0'], state: 'ghz' },
        ],
      },
      'Qubit C.0 is in two shares',
    ],
    ['with a slip', share({ state: 'ghz', visiblity: 1 } as never), 'Did you mean "visibility"?'],
  ])('%s is refused', (_, spec, words) => {
    const error = refusal(() => network(spec));
    expect([error.code, error.message]).toEqual(['network', expect.stringContaining(words)]);
  });
});

describe('a coin', () => {
  test.each<[string, readonly string[], string]>([
    ['of one', ['A.0'], 'A coin between 1 place: give 2 to 16 of them'],
    [
      'with two ends at one processor',
      ['A.0', 'B.0', 'A.1'],
      'has both A.0 and A.1 inside one processor; a coin has one end a processor',
    ],
  ])('%s is refused', (_, between, words) => {
    expect(refusal(() => network({ processors, coins: [{ between }] })).message).toContain(words);
  });
});

describe('waiting', () => {
  const memory = { t1: 1e-3, t2: 1e-3 };
  const kept = (own: { t1: number; t2: number }): NetworkSpec => ({
    processors: [{ name: 'A', qubits: 1, memory: own }],
  });
  const [a, b] = processors;
  const one: NetworkSpec = { processors: [{ ...a, memory }, b], ebits: [{ between: ['A.0', 'B.0'], age: 1e-3 }] };
  test.each<[string, NetworkSpec, string]>([
    ['a t2 above 2 t1', kept({ t1: 1, t2: 2.5 }), 'The memory of processor "A" has t2 = 2.5 above 2 t1 = 2'],
    ['a t1 of 0', kept({ t1: 0, t2: 1 }), 'The memory of processor "A" has t1 = 0; give a time above 0'],
    ['a negative t2', kept({ t1: 1, t2: -1 }), 'has t2 = -1'],
    ['an age without any memory', ebit({ age: 1 }), 'has an age, but processor "A" has no memory in which it waits'],
    [
      'an age with a memory at one end',
      one,
      'has an age, but processor "B" has no memory in which it waits; give the processor memory',
    ],
    ['a negative age', ebit({ age: -1 }), 'has an age of -1; it is a time in seconds, give one of at least 0'],
    ['three ages for two ends', ebit({ age: [0, 0, 0] }), 'has 3 ages for 2 ends; give one number, or one an end'],
    ['a share with an age without a memory', share({ state: 'ghz', age: [0, 0, 1] }), 'processor "C" has no memory'],
    ['an age of a coin', { processors, coins: [{ between: ABC, age: 1 } as never] }, '"coins.0.age"'],
    ['an age without an end', ebit({ age: Number.POSITIVE_INFINITY }), '"ebits.0.age"'],
  ])('%s is refused', (_, spec, words) => {
    const error = refusal(() => network(spec));
    expect([error.code, error.message]).toEqual(['network', expect.stringContaining(words)]);
  });

  test('an age of 0 is none, and asks for no memory', () => {
    const fresh = network(ebit({ age: [0, 0] }));
    expect(fresh).toEqual(network(ebit({})));
    expect(networkSpec(fresh).ebits).toEqual([{ between: ['A.0', 'B.0'], fidelity: 1 }]);
    const { ebits } = network({ ...one, ebits: [{ between: ['B.0', 'A.0'], age: [0, 2e-3] }] });
    expect(ebits[0].ages).toEqual([0, 2e-3]);
  });
});
