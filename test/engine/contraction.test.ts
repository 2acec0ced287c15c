// The contraction's list of products against the sum that it stands for, Pauli string by Pauli string.

import { describe, expect, test } from 'vitest';
import { type Contraction, contraction } from '../../src/engine/contraction.js';
import { type CoordinateFrame, coordinateIndex } from '../../src/engine/response-form.js';
import { halvesOf } from '../../src/network/halves.js';
import { type Network, network } from '../../src/network/network.js';
import {
  add,
  adjoint,
  bit,
  type Complex,
  conj,
  gateMatrix,
  identity,
  type Matrix,
  product,
  times,
} from '../oracle/dense.js';
import { chance } from '../oracle/random.js';
import { aNetwork } from '../property/random-models.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

const paulis = [identity(2), gateMatrix('x', 0), gateMatrix('y', 0), gateMatrix('z', 0)];

function kronecker(a: Matrix, b: Matrix): Matrix {
  return a.flatMap((rowA) => b.map((rowB) => rowA.flatMap((x) => rowB.map((y) => times(x, y)))));
}

const kroneckerAll = (factors: readonly Matrix[]): Matrix => factors.reduce(kronecker, identity(1));

/** Tr(matrix P) for the Pauli string P, which is real: P has one nonzero entry P_lk in each column k. */
function traceWith(matrix: Matrix, string: readonly number[]): number {
  let sum: Complex = [0, 0];
  matrix.forEach((row, k) => {
    let l = 0;
    let entry: Complex = [1, 0];
    string.forEach((digit, place) => {
      const from = bit(k, place, string.length);
      const to = digit === 1 || digit === 2 ? 1 - from : from;
      l = 2 * l + to;
      entry = times(entry, paulis[digit][to][from]);
    });
    sum = add(sum, times(row[l], entry));
  });
  expect(Math.abs(sum[1])).toBeLessThan(1e-12);
  return sum[0];
}

function randomHermitian(size: number, next: () => number): Matrix {
  const upper = Array.from({ length: size }, () => Array.from({ length: size }, () => [next() - 0.5, next() - 0.5]));
  return upper.map((row, i) =>
    row.map(([re, im], j): Complex => (i === j ? [re, 0] : i < j ? [re, im] : conj([upper[j][i][0], upper[j][i][1]]))),
  );
}

/** X between basis states of the halves, from the matrix that an engine delivers in the frame. */
function betweenStates(matrix: Matrix, frame: CoordinateFrame, halves: number, qubits: number): Matrix {
  if (frame === 'states') return matrix;
  // u_k = D H..H |k>: u_k^+ O u_l = 2^-m sum_ab (-1)^(k.a) S_ab (-1)^(l.b), and (-1)^(k.a) = 2^(h/2) H_ka.
  const hadamard = kroneckerAll(Array.from({ length: halves }, () => gateMatrix('h', 0)));
  const scale = 2 ** (halves - qubits);
  return product(hadamard, product(matrix, adjoint(hadamard))).map((row) =>
    row.map((entry): Complex => times([scale, 0], entry)),
  );
}

/** t(P, Q) of a pair's state over the digits of P and Q, row by row: Tr rho P(x)Q, from the state's definition. */
function pauliTable(net: Network, pair: number): readonly (readonly number[])[] {
  const ebit = net.ebits[pair];
  const table = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
  if (ebit !== undefined) {
    [1, ...ebit.correlations].forEach((t, digit) => {
      table[digit][digit] = t;
    });
    return table;
  }
  // heads |0><0| (x) |0><0| + (1 - heads) |1><1| (x) |1><1|: each projector has Tr I = 1, and Tr Z (or X) = +1 or -1.
  const { heads, basis } = net.coins[pair - net.ebits.length];
  const of = { Z: 3, X: 1 }[basis];
  for (const [chance, sign] of [
    [heads, 1],
    [1 - heads, -1],
  ]) {
    for (const p of [0, of]) {
      for (const q of [0, of]) table[p][q] += chance * (p === 0 ? 1 : sign) * (q === 0 ? 1 : sign);
    }
  }
  return table;
}

/** <prod over i in S of Z_i> by the formula: every two Pauli strings on both ends of every pair. */
function correlator(net: Network, matrices: readonly Matrix[], subset: number): number {
  const halves = halvesOf(net);
  const pairs = [...net.ebits, ...net.coins];
  const count = net.processors.length;
  const inside = (processor: number): boolean => Math.floor(subset / 2 ** (count - 1 - processor)) % 2 === 1;
  const known = new Map<string, number>();
  const response = (processor: number, digits: readonly (readonly number[])[]): number => {
    const string = halves[processor].map(({ resource, end }) => digits[resource][end]);
    const key = `${processor} ${string}`;
    const value = known.get(key) ?? traceWith(matrices[processor], string) / 2 ** string.length;
    known.set(key, value);
    return value;
  };
  // Of each pair the digits at both ends whose weight is not 0, I at an end outside of S.
  const choices = pairs.map(({ ends }, pair) =>
    pauliTable(net, pair).flatMap((row, p) =>
      row.flatMap((weight, q) => {
        const allowed = [p, q].every((digit, end) => digit === 0 || inside(ends[end].processor));
        return allowed && weight !== 0 ? [{ digits: [p, q], weight }] : [];
      }),
    ),
  );
  const total = choices.reduce((product, { length }) => product * length, 1);
  let sum = 0;
  for (let n = 0; n < total; n++) {
    let rest = n;
    const chosen = choices.map((own) => {
      const one = own[rest % own.length];
      rest = Math.floor(rest / own.length);
      return one;
    });
    let term = chosen.reduce((product, { weight }) => product * weight, 1);
    for (let processor = 0; processor < count; processor++) {
      const digits = chosen.map((one) => one.digits);
      if (inside(processor)) term *= response(processor, digits);
    }
    sum += term;
  }
  return sum;
}

/** The slots after the list has run on the coordinates of the matrices. */
function evaluated(list: Contraction, matrices: readonly Matrix[]): Float64Array {
  const { words, coefficients } = list;
  const slots = new Float64Array(list.slots);
  slots[0] = 1;
  matrices.forEach((matrix, p) => {
    matrix.forEach((row, k) => {
      for (let l = k; l < row.length; l++) {
        const at = list.start[p] + coordinateIndex(k, l, row.length);
        slots[at] = row[l][0];
        if (l > k) slots[at + 1] = row[l][1];
      }
    });
  });
  coefficients.forEach((coefficient, e) => {
    slots[words[3 * e]] += coefficient * slots[words[3 * e + 1]] * slots[words[3 * e + 2]];
  });
  return slots;
}

function check(net: Network, frame: CoordinateFrame, seed: number): void {
  const next = chance(seed);
  const halves = halvesOf(net).map((own) => own.length);
  // An engine may count an idle qubit beside a lone one.
  const qubits = net.processors.map((processor) => Math.max(2, processor.qubits));
  const matrices = halves.map((h) => randomHermitian(2 ** h, next));
  const list = contraction(net, frame, qubits);
  const slots = evaluated(list, matrices);
  const inStates = matrices.map((matrix, p) => betweenStates(matrix, frame, halves[p], qubits[p]));
  expect(list.correlatorSlot[0]).toBe(0);
  for (let subset = 1; subset < 2 ** net.processors.length; subset++) {
    const expected = correlator(net, inStates, subset);
    expect(Math.abs(slots[list.correlatorSlot[subset]] - expected)).toBeLessThan(
      1e-12 * Math.max(1, Math.abs(expected)),
    );
  }
}

const weights = { phiPlus: 0.55, phiMinus: 0.05, psiPlus: 0.3, psiMinus: 0.1 };
const four = ['A', 'B', 'C', 'D'].map((name) => ({ name, qubits: 3 }));
const named: readonly { name: string; net: Network }[] = [
  {
    name: 'a loop of three',
    net: network({
      processors: four.slice(0, 3),
      ebits: [
        { between: ['A.0', 'B.2'], weights },
        { between: ['C.1', 'B.0'], fidelity: 0.8 },
        { between: ['A.2', 'C.0'] },
      ],
    }),
  },
  {
    name: 'a loop of four with a double edge',
    net: network({
      processors: four,
      ebits: [
        { between: ['A.0', 'B.2'], weights },
        { between: ['B.1', 'C.1'], fidelity: 0.8 },
        { between: ['C.0', 'D.0'], weights },
        { between: ['D.1', 'A.1'], fidelity: 0.6 },
        { between: ['C.2', 'B.0'], weights },
      ],
    }),
  },
  {
    name: 'all pairs of four',
    net: network({
      processors: four,
      ebits: [
        { between: ['A.0', 'B.0'], weights },
        { between: ['A.1', 'C.0'], weights },
        { between: ['A.2', 'D.0'], fidelity: 0.7 },
        { between: ['B.1', 'C.1'] },
        { between: ['B.2', 'D.1'], weights },
        { between: ['C.2', 'D.2'], weights },
      ],
    }),
  },
  {
    name: 'five ebits between two, beyond the bilinear form',
    net: network({
      processors: ['A', 'B'].map((name) => ({ name, qubits: 5 })),
      ebits: [4, 0, 2, 3, 1].map((q, i) => ({ between: [`A.${q}`, `B.${i}`], weights })),
    }),
  },
  {
    name: 'four ebits between two',
    net: network({
      processors: ['A', 'B'].map((name) => ({ name, qubits: 4 })),
      ebits: [1, 3, 0, 2].map((q, i) => ({ between: [`B.${q}`, `A.${i}`], weights })),
    }),
  },
];

const withCoins: typeof named = [
  {
    name: 'fair coins in both bases, and an ebit between them',
    net: network({
      processors: ['A', 'B'].map((name) => ({ name, qubits: 4 })),
      ebits: [{ between: ['B.1', 'A.0'], weights }],
      coins: [{ between: ['A.2', 'B.0'] }, { between: ['B.3', 'A.1'], basis: 'X' }],
    }),
  },
  {
    name: 'biased coins between two',
    net: network({
      processors: ['A', 'B'].map((name) => ({ name, qubits: 3 })),
      coins: [
        { between: ['A.2', 'B.0'], heads: 0.3 },
        { between: ['B.1', 'A.0'], heads: 0.9, basis: 'X' },
      ],
    }),
  },
  {
    name: 'biased coins in a loop of three, with an ebit beside one',
    net: network({
      processors: four.slice(0, 3),
      ebits: [{ between: ['A.0', 'C.2'], weights }],
      coins: [
        { between: ['A.1', 'B.0'], heads: 0.2 },
        { between: ['C.0', 'B.2'], heads: 0.7, basis: 'X' },
        { between: ['C.1', 'A.2'] },
      ],
    }),
  },
  {
    name: 'a coin that four processors pass on',
    net: network({
      processors: four,
      coins: [
        { between: ['A.0', 'D.0'], heads: 0.4 },
        { between: ['B.0', 'D.1'], heads: 0.6, basis: 'X' },
        { between: ['C.0', 'A.1'], heads: 0.1 },
      ],
      ebits: [{ between: ['B.1', 'C.2'], fidelity: 0.9 }],
    }),
  },
  {
    name: 'five coins and ebits between two, beyond the bilinear form',
    net: network({
      processors: ['A', 'B'].map((name) => ({ name, qubits: 5 })),
      ebits: [{ between: ['B.4', 'A.0'], fidelity: 0.8 }],
      coins: [4, 1, 2, 3].map((q, i) => ({
        between: [`A.${q}`, `B.${i}`],
        heads: 0.3,
        basis: i % 2 === 0 ? 'Z' : 'X',
      })),
    }),
  },
];

describe.each(['states', 'characters'] as const)('in the frame of %s', (frame) => {
  test.each([2, 3, 4])('the correlators of any network of %d are the sums over Pauli strings', (processors) => {
    fc.assert(
      fc.property(aNetwork({ processors, maxQubits: 3, maxEbits: 4 }), fc.nat(1000), (net, seed) => {
        check(net, frame, seed);
      }),
      { numRuns: 25 },
    );
  });

  test.each(withCoins)('and those of $name', ({ net }) => {
    check(net, frame, 5);
  });

  // The largest one once: its path through the responses does not depend on the frame.
  test.each(
    frame === 'states' ? named : named.filter(({ net }) => net.ebits.length !== 5 || net.processors.length > 2),
  )('and those of $name', ({ net }) => {
    check(net, frame, 7);
  });
});

describe('the list', () => {
  test.each([...named, ...withCoins])('of $name writes each slot before it is read, and no coordinate', ({ net }) => {
    const list = contraction(
      net,
      'states',
      net.processors.map(({ qubits }) => qubits),
    );
    const halves = halvesOf(net).map((own) => own.length);
    expect(list.coordinateSlots).toBe(1 + halves.reduce((sum, h) => sum + 4 ** h, 0));
    expect(list.words).toHaveLength(3 * list.coefficients.length);
    const lastWrite = new Map<number, number>();
    list.coefficients.forEach((_, e) => {
      lastWrite.set(list.words[3 * e], e);
    });
    const faults = Array.from(list.coefficients).filter((coefficient, e) => {
      const [out, left, right] = list.words.subarray(3 * e, 3 * e + 3);
      const derived = [left, right].filter((slot) => slot >= list.coordinateSlots);
      const ready = derived.every((slot) => (lastWrite.get(slot) ?? e) < e);
      return coefficient === 0 || out < list.coordinateSlots || out >= list.slots || !ready;
    });
    expect(faults).toEqual([]);
  });

  test('of two processors at fidelity 1 has 4^h products for the correlator', () => {
    for (const ebits of [1, 2, 3, 4]) {
      const net = network({
        processors: ['A', 'B'].map((name) => ({ name, qubits: 4 })),
        ebits: Array.from({ length: ebits }, (_, q) => ({ between: [`A.${q}`, `B.${q}`] })),
      });
      const list = contraction(net, 'characters', [4, 4]);
      const products = Array.from(list.coefficients.keys()).filter((e) => list.words[3 * e + 2] !== 0);
      expect(products).toHaveLength(4 ** ebits);
    }
  });
});

describe('halvesOf', () => {
  test('lists the halves of each processor in the order of the ebits', () => {
    const [{ net }] = named;
    expect(halvesOf(net)).toEqual([
      [
        { resource: 0, end: 0, qubit: 0 },
        { resource: 2, end: 0, qubit: 2 },
      ],
      [
        { resource: 0, end: 1, qubit: 2 },
        { resource: 1, end: 1, qubit: 0 },
      ],
      [
        { resource: 1, end: 0, qubit: 1 },
        { resource: 2, end: 1, qubit: 0 },
      ],
    ]);
  });
});

test('coordinateIndex numbers X_kk, then real and imaginary parts of X_kl, k < l, without gaps', () => {
  for (const size of [1, 2, 4, 8]) {
    let next = 0;
    for (let k = 0; k < size; k++) {
      for (let l = k; l < size; l++) {
        expect(coordinateIndex(k, l, size)).toBe(next);
        next += l > k ? 2 : 1;
      }
    }
    expect(next).toBe(size * size);
  }
});

test('a network that is too entangled is refused, with its number of ebits', () => {
  const net = network({
    processors: ['A', 'B'].map((name) => ({ name, qubits: 10 })),
    ebits: Array.from({ length: 10 }, (_, q) => ({ between: [`A.${q}`, `B.${q}`] })),
  });
  const error = refusal(() => contraction(net, 'states', [10, 10]));
  expect(error.code).toBe('memory');
  expect(error.message).toMatch(
    /^Contracting 10 ebits between 2 processors takes 1,0\d\d,\d+,\d+ products a row and 2\d,\d+ MiB; at most 4,194,304 /,
  );
  expect(error.message).toMatch(/fewer ebits .*the first 7 of the 10/);
});
