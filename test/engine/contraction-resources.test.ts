// Resources of any number of ends against density matrices: rho from its terms, Tr rho O entry by entry.
import { describe, expect, test } from 'vitest';
import type { Asked } from '../../src/engine/asked.js';
import { type Contraction, contractionOf } from '../../src/engine/contraction.js';
import { contractionCost } from '../../src/engine/contraction-cost.js';
import { correlatorPlan, orderText } from '../../src/engine/contraction-order.js';
import { NetworkCuts } from '../../src/engine/network-cuts.js';
import { coordinateIndex } from '../../src/engine/response-form.js';
import type { Ends } from '../../src/network/ends.js';
import type { ReadoutError } from '../../src/network/network.js';
import type { PauliTerm } from '../../src/network/pauli-terms.js';
import type { SharedResource } from '../../src/network/shared-resource.js';
import { add, type Complex, gateMatrix, identity, type Matrix, times } from '../oracle/dense.js';
import { chance } from '../oracle/random.js';
import { refusal } from '../refusal.js';
import { ghzTerms } from './ghz-terms.js';

const paulis = [identity(2), gateMatrix('x', 0), gateMatrix('y', 0), gateMatrix('z', 0)];

/** A hand-made network: who shares what, by processors; qubits count on at each processor. */
function resourcesOf(shared: readonly { readonly between: readonly number[]; readonly terms: readonly PauliTerm[] }[]) {
  const used: number[] = [];
  return shared.map(({ between, terms }): SharedResource => {
    const ends = between.map((processor) => {
      used[processor] = (used[processor] ?? -1) + 1;
      return { processor, qubit: used[processor] };
    });
    return { kind: between.length === 2 ? 'ebit' : 'coin', ends: ends as unknown as Ends, terms };
  });
}

/** I everywhere, and some other strings of random weights. */
function randomTerms(ends: number, count: number, next: () => number): PauliTerm[] {
  const terms = new Map<string, PauliTerm>([['', { digits: new Array(ends).fill(0), weight: 1 }]]);
  for (let n = 0; n < count; n++) {
    const digits = Array.from({ length: ends }, () => Math.floor(4 * next()));
    if (digits.some((digit) => digit > 0)) terms.set(digits.join(), { digits, weight: 2 * next() - 1 });
  }
  return [...terms.values()];
}

/** A network of so many processors, some 7 ends in all. */
function randomNetwork(processors: number, next: () => number): SharedResource[] {
  const shared: { between: number[]; terms: PauliTerm[] }[] = [];
  for (let ends = 0; ends < 5; ) {
    const order = Array.from({ length: processors }, (_, p) => ({ p, at: next() })).sort((a, b) => a.at - b.at);
    const count = Math.min(processors, 2 + Math.floor(3 * next()));
    shared.push({ between: order.slice(0, count).map(({ p }) => p), terms: randomTerms(count, 6, next) });
    ends += count;
  }
  return resourcesOf(shared);
}

function randomHermitian(size: number, next: () => number): Matrix {
  const upper = Array.from({ length: size }, () => Array.from({ length: size }, () => [next() - 0.5, next() - 0.5]));
  return upper.map((row, i) =>
    row.map(([re, im], j): Complex => (i === j ? [re, 0] : i < j ? [re, im] : [upper[j][i][0], -upper[j][i][1]])),
  );
}

/** rho of a resource: 2^-k sum of weight times the Kronecker product of the Paulis. */
function density({ ends, terms }: SharedResource): Matrix {
  const size = 2 ** ends.length;
  const bitOf = (index: number, end: number) => Math.floor(index / 2 ** (ends.length - 1 - end)) % 2;
  return Array.from({ length: size }, (_, x) =>
    Array.from({ length: size }, (_, y) =>
      terms.reduce<Complex>(
        (sum, { digits, weight }) => {
          const entry = digits.reduce<Complex>(
            (product, digit, end) => times(product, paulis[digit][bitOf(x, end)][bitOf(y, end)]),
            [weight / size, 0],
          );
          return add(sum, entry);
        },
        [0, 0],
      ),
    ),
  );
}

/** Tr rho (product of M_i over the members), with rho the product of all shared states. */
function traced(resources: readonly SharedResource[], matrices: readonly Matrix[], members: number): number {
  const states = resources.map(density);
  const places: { processor: number; resource: number; end: number; at: number }[] = [];
  const halves = matrices.map(() => 0);
  resources.forEach(({ ends }, resource) => {
    ends.forEach(({ processor }, end) => {
      places.push({ processor, resource, end, at: halves[processor] });
      halves[processor] += 1;
    });
  });
  const size = 2 ** places.length;
  const indices = Array.from({ length: size }, (_, index) => {
    const ofResource = resources.map(() => 0);
    const ofProcessor = matrices.map(() => 0);
    places.forEach(({ processor, resource, end, at }, place) => {
      const bit = Math.floor(index / 2 ** place) % 2;
      ofResource[resource] += bit * 2 ** (resources[resource].ends.length - 1 - end);
      ofProcessor[processor] += bit * 2 ** (halves[processor] - 1 - at);
    });
    return { ofResource, ofProcessor };
  });
  let sum = 0;
  for (const x of indices) {
    for (const y of indices) {
      let entry: Complex = [1, 0];
      for (let p = 0; p < matrices.length; p++) {
        const inside = Math.floor(members / 2 ** (matrices.length - 1 - p)) % 2 === 1;
        const [row, column] = [y.ofProcessor[p], x.ofProcessor[p]];
        if (inside) entry = times(entry, matrices[p][row][column]);
        else if (row !== column) entry = [0, 0];
      }
      if (entry[0] === 0 && entry[1] === 0) continue;
      for (let e = 0; e < states.length; e++) entry = times(entry, states[e][x.ofResource[e]][y.ofResource[e]]);
      sum += entry[0];
    }
  }
  return sum;
}

/** The slots after the list has run on the coordinates of the matrices. */
function evaluated({ words, coefficients, slots: count, start }: Contraction, matrices: readonly Matrix[]) {
  const slots = new Float64Array(count);
  slots[0] = 1;
  matrices.forEach((matrix, p) => {
    matrix.forEach((row, k) => {
      for (let l = k; l < row.length; l++) {
        const at = start[p] + coordinateIndex(k, l, row.length);
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

const none: ReadoutError = { flip0: 0, flip1: 0 };

function listOf(
  resources: readonly SharedResource[],
  processors: number,
  asked: Asked = 'outcomes',
  errors: readonly ReadoutError[] = Array.from({ length: processors }, () => none),
): Contraction {
  const all = Array.from({ length: processors }, () => 1);
  // As many qubits as halves, and in the frame of states they do not matter.
  return contractionOf({ resources, frame: 'states', qubits: all, readouts: all, asked, errors });
}

function matricesFor(resources: readonly SharedResource[], processors: number, next: () => number): Matrix[] {
  return Array.from({ length: processors }, (_, p) => {
    const halves = resources.reduce((sum, { ends }) => sum + ends.filter((end) => end.processor === p).length, 0);
    return randomHermitian(2 ** halves, next);
  });
}

describe.each([2, 3, 4, 5])('random states shared by %d processors', (processors) => {
  test.each([1, 2, 3, 4, 5, 6])('all correlators are traces with the density matrix, seed %d', (seed) => {
    const next = chance(100 * processors + seed);
    const resources = randomNetwork(processors, next);
    const matrices = matricesFor(resources, processors, next);
    const list = listOf(resources, processors);
    const slots = evaluated(list, matrices);
    for (let members = 1; members < 2 ** processors; members++) {
      expect(Math.abs(slots[list.correlatorSlot[members]] - traced(resources, matrices, members))).toBeLessThan(1e-12);
    }
  });

  test.each([1, 2, 3])('the order in which they are listed does not matter, seed %d', (seed) => {
    const next = chance(500 * processors + seed);
    const resources = randomNetwork(processors, next);
    const matrices = matricesFor(resources, processors, next);
    const place = Array.from({ length: processors }, (_, p) => ({ p, at: next() })).sort((a, b) => a.at - b.at);
    const moved = place.map(({ p }) => p);
    const permuted = resources.map((resource) => ({
      ...resource,
      ends: resource.ends.map(({ processor, qubit }) => ({
        processor: moved.indexOf(processor),
        qubit,
      })) as unknown as Ends,
    }));
    const full = 2 ** processors - 1;
    const value = (own: readonly SharedResource[], of: readonly Matrix[], asked: Asked) => {
      const list = listOf(own, processors, asked);
      return evaluated(list, of)[list.correlatorSlot[asked === 'parity' ? 1 : full]];
    };
    const expected = value(resources, matrices, 'outcomes');
    for (const asked of ['outcomes', 'parity'] as const) {
      const found = value(
        permuted,
        moved.map((p) => matrices[p]),
        asked,
      );
      expect(Math.abs(found - expected)).toBeLessThan(1e-12);
    }
  });

  test.each([1, 2, 3])('the parity as it is read is made of all correlators, seed %d', (seed) => {
    const next = chance(900 * processors + seed);
    const resources = randomNetwork(processors, next);
    const matrices = matricesFor(resources, processors, next);
    const errors = matrices.map(() => ({ flip0: next() / 2, flip1: next() / 2 }));
    const list = listOf(resources, processors, 'parity', errors);
    // A sign Z is read as (1 - f0 - f1) Z + f1 - f0.
    let expected = 0;
    for (let members = 0; members < 2 ** processors; members++) {
      const factor = errors.reduce((product, { flip0, flip1 }, p) => {
        const inside = Math.floor(members / 2 ** (processors - 1 - p)) % 2 === 1;
        return product * (inside ? 1 - flip0 - flip1 : flip1 - flip0);
      }, 1);
      expected += factor * traced(resources, matrices, members);
    }
    expect(Array.from(list.correlatorSlot, (slot) => slot > 0)).toEqual([false, true]);
    expect(Math.abs(evaluated(list, matrices)[list.correlatorSlot[1]] - expected)).toBeLessThan(1e-12);
  });

  test('what it takes is counted without the list', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const next = chance(100 * processors + seed);
      const resources = randomNetwork(processors, next);
      const readouts = Array.from({ length: processors }, () => 1);
      const cuts = new NetworkCuts(resources, processors);
      // Two processors of few pairs are contracted in another way.
      if (processors === 2 && resources.length <= 4) continue;
      const outcomes = listOf(resources, processors);
      const counted = contractionCost(cuts, readouts, 'outcomes');
      expect(counted.products).toBeGreaterThanOrEqual(outcomes.coefficients.length);
      expect(counted.products).toBeLessThan(1.6 * outcomes.coefficients.length);
      expect(counted.numbers).toBeGreaterThanOrEqual(outcomes.slots);
      expect(counted.numbers).toBeLessThan(1.6 * outcomes.slots);
    }
  });
});

/** Ebits of a ring of so many processors. */
function ring(processors: number, weights: readonly number[] = [1, 1, -1, 1]): SharedResource[] {
  const terms = weights.map((weight, digit) => ({ digits: [digit, digit], weight }));
  return resourcesOf(Array.from({ length: processors }, (_, p) => ({ between: [p, (p + 1) % processors], terms })));
}

function complete(processors: number): SharedResource[] {
  const terms = [1, 0.9, -0.8, 0.7].map((weight, digit) => ({ digits: [digit, digit], weight }));
  return resourcesOf(
    Array.from({ length: processors }, (_, a) => a).flatMap((a) =>
      Array.from({ length: a }, (_, b) => ({ between: [b, a], terms })),
    ),
  );
}

describe('GHZ states', () => {
  test.each([3, 4, 5, 6, 7, 8])('of %d parties give the mean of every product of Paulis', (parties) => {
    const resources = resourcesOf([
      { between: Array.from({ length: parties }, (_, p) => p), terms: ghzTerms(parties) },
    ]);
    const list = listOf(resources, parties, 'parity');
    // M = a X + b Y + c Z + d, one a party: <M x .. x M> of the state itself, amplitude by amplitude.
    const next = chance(parties);
    const forms = Array.from({ length: parties }, () => [next(), next(), next(), next()].map((x) => 2 * x - 1));
    const matrices = forms.map(
      ([a, b, c, d]): Matrix => [
        [
          [c + d, 0],
          [a, -b],
        ],
        [
          [a, b],
          [d - c, 0],
        ],
      ],
    );
    const both = [0, 1].flatMap((x) =>
      [0, 1].map((y) => matrices.reduce<Complex>((product, m) => times(product, m[x][y]), [0.5, 0])),
    );
    const expected = both.reduce((sum, [re]) => sum + re, 0);
    expect(Math.abs(evaluated(list, matrices)[list.correlatorSlot[1]] - expected)).toBeLessThan(1e-12);
  });

  test('are contracted party by party through four states', () => {
    const parties = 8;
    const resources = resourcesOf([
      { between: Array.from({ length: parties }, (_, p) => p), terms: ghzTerms(parties) },
    ]);
    const { products } = contractionCost(
      new NetworkCuts(resources, parties),
      Array.from({ length: parties }, () => 1),
      'parity',
    );
    expect(products).toBeLessThan(150);
  });
});

test('a ring of sixteen is a product of 16 x 16 matrices', () => {
  const weights = [1, 0.7, -0.6, 0.8];
  const processors = 16;
  const resources = ring(processors, weights);
  const matrices = matricesFor(resources, processors, chance(16));
  const list = listOf(resources, processors, 'parity');
  // r_p[a, b] over the digits on its halves; which half is whose: processor 0 holds its own ebit first, the others last.
  const response = (p: number, toPrevious: number, toNext: number): number => {
    const string = p === 0 ? [toNext, toPrevious] : [toPrevious, toNext];
    let sum = 0;
    for (let x = 0; x < 4; x++) {
      for (let y = 0; y < 4; y++) {
        const pauli = times(paulis[string[0]][x >> 1][y >> 1], paulis[string[1]][x & 1][y & 1]);
        sum += times(matrices[p][y][x], pauli)[0] / 4;
      }
    }
    return sum;
  };
  let transfer = [0, 1, 2, 3].map((a) => [0, 1, 2, 3].map((b) => Number(a === b)));
  for (let p = 0; p < processors; p++) {
    const own = [0, 1, 2, 3].map((a) => [0, 1, 2, 3].map((b) => response(p, a, b) * weights[b]));
    transfer = transfer.map((row) =>
      [0, 1, 2, 3].map((b) => row.reduce((sum, value, a) => sum + value * own[a][b], 0)),
    );
  }
  const expected = transfer.reduce((sum, row, a) => sum + row[a], 0);
  const found = evaluated(list, matrices)[list.correlatorSlot[1]];
  expect(Math.abs(found / expected - 1)).toBeLessThan(1e-12);
});

describe('the order', () => {
  const namesOf = (count: number) => Array.from({ length: count }, (_, p) => 'ABCDEFGHIJKLMNOP'[p]);
  const textOf = (resources: readonly SharedResource[], processors: number) =>
    correlatorPlan(new NetworkCuts(resources, processors), 2 ** processors - 1)
      .parts.map(({ order }) => orderText(order, namesOf(processors)))
      .join(' | ');

  test('follows a chain that is listed in another order', () => {
    const terms = [1, 1, -1, 1].map((weight, digit) => ({ digits: [digit, digit], weight }));
    const chain = [2, 5, 0, 3, 1, 4];
    const resources = resourcesOf(chain.slice(1).map((p, i) => ({ between: [chain[i], p], terms })));
    const { products } = contractionCost(new NetworkCuts(resources, 6), [1, 1, 1, 1, 1, 1], 'parity');
    // 2 ends with 4 responses of 2 or 1 parts, 4 with 16 of 4 or 2, an error's constant each; 3 joins of 16 and two of 4.
    expect(products).toBe(2 * (2 * 2 + 2 * 1 + 1) + 4 * (4 * 4 + 12 * 2 + 1) + 3 * 16 + 16 + 4);
    expect(textOf(resources, 6)).toMatch(/^[A-F ()]+$/);
  });

  test('names parts that nothing joins', () => {
    const terms = [1, 1, -1, 1].map((weight, digit) => ({ digits: [digit, digit], weight }));
    const resources = resourcesOf([
      { between: [0, 3], terms },
      { between: [1, 4], terms },
    ]);
    expect(textOf(resources, 5)).toBe('A D | B E | C');
  });

  test('is the listed one up to four processors where nothing is gained', () => {
    expect(textOf(complete(4), 4)).toBe('A B C D');
  });
});

test('five processors that all share ebits with each other are contracted', () => {
  const processors = 5;
  const resources = complete(processors);
  const cost = contractionCost(new NetworkCuts(resources, processors), [1, 1, 1, 1, 1], 'outcomes');
  expect(cost.products).toBeLessThan(300_000);
  expect(cost.bytes).toBeLessThan(100 * 2 ** 20);
  expect(listOf(resources, processors).coefficients.length).toBeLessThanOrEqual(cost.products);
});

test('seven are refused before anything is made, with what it would take and what would fit', () => {
  const error = refusal(() => listOf(complete(7), 7, 'parity'));
  expect(error.code).toBe('memory');
  expect(error.message).toMatch(
    /^Contracting 21 ebits between 7 processors takes [\d,]+ products a row and [\d,]+ MiB; at most 4,194,304 products and 1,024 MiB are allowed. Use fewer ebits or join fewer processors: with the first \d+ of the 21 it would fit\.$/,
  );
});
