import { describe, expect, test } from 'vitest';
import { checkMargins } from '../../src/games/check-margins.js';
import { type Game, game, type LabelledPair } from '../../src/games/game.js';
import type { Margins } from '../../src/games/margin-types.js';
import { margins } from '../../src/games/margins.js';
import { refusal } from '../refusal.js';

/** What the issue of margins asks for; what is found is a hundred times closer. */
const GAP = 1e-7;
const FOUND = 1e-8;

/** The game with its questions in another order, some of their answers turned around, and players exchanged or not. */
function relabelled({ a, b, weights }: Game, exchanged: boolean): Game {
  const pairs: LabelledPair[] = [];
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = 0; j < b.length; j++) {
      const weight = weights[i * b.length + j] * (i % 2 === 0 ? -1 : 1) * (j % 3 === 1 ? -1 : 1);
      if (weight === 0) continue;
      const pair = exchanged ? { a: j, b: i } : { a: i, b: j };
      pairs.push({ ...pair, label: weight < 0 ? -1 : 1, weight: Math.abs(weight) });
    }
  }
  return game(pairs);
}

describe('the margins of games that are known', () => {
  const cosine = (angle: number) => Math.cos(angle * Math.PI);
  test.each<[string, number, number]>([
    ['chsh', 1 / 2, Math.SQRT1_2],
    ...[3, 5, 7, 9].map((n): [string, number, number] => [`odd-cycle ${n}`, 1 - 1 / n, cosine(1 / (2 * n))]),
    ...[2, 3, 4, 5, 6].map((n): [string, number, number] => [`chained ${n}`, 1 - 1 / n, cosine(1 / (2 * n))]),
    ['access 2', 1 / 2, Math.SQRT1_2],
    ['access 3', 1 / 2, 1 / Math.sqrt(3)],
    ['access 4', 3 / 8, 1 / 2],
    ['access 5', 3 / 8, 1 / Math.sqrt(5)],
    ['inner-product 1', 1 / 2, Math.SQRT1_2],
    ['inner-product 2', 1 / 2, 1 / 2],
    ['inner-product 3', 0.3125, Math.SQRT1_2 / 2],
    ['inner-product 4', 1 / 4, 1 / 4],
  ])('%s: coins %d, ebits %d', (words, coins, ebits) => {
    const made = game(words);
    const { classical, quantum } = margins(made);
    for (const [{ lower, upper }, value] of [
      [classical, coins],
      [quantum, ebits],
    ] as const) {
      expect(upper - lower).toBeLessThan(GAP);
      expect(lower).toBeLessThanOrEqual(value + 1e-15);
      expect(upper).toBeGreaterThanOrEqual(value - 1e-15);
    }
  });
});

describe('the margins of any game', () => {
  const some = [
    ...['chsh', 'odd-cycle 5', 'chained 3', 'access 3', 'inner-product 2'].map((words) => game(words)),
    ...[
      [1, 4],
      [3, 3],
      [4, 6],
      [5, 5],
      [2, 9],
      [6, 6],
    ].map(([rows, columns], seed) => game(`random ${rows} ${columns} ${seed}`)),
  ];

  test.each(some.map((made) => [made.name, made] as const))('%s: what is known of all', (_, made) => {
    const { classical, quantum } = margins(made);
    expect(classical.upper - classical.lower).toBeLessThan(FOUND);
    expect(quantum.upper - quantum.lower).toBeLessThan(FOUND);
    // A table of labels never contradicts itself: some coins tell every pair.
    expect(classical.lower).toBeGreaterThan(0);
    expect(classical.lower).toBeLessThanOrEqual(quantum.upper);
    expect(quantum.lower).toBeLessThanOrEqual(Math.sin((Math.PI / 2) * classical.upper));
    expect(quantum.lower).toBeLessThanOrEqual((Math.PI / 2) * classical.upper);
    for (const other of [relabelled(made, false), relabelled(made, true)]) {
      const turned = margins(other);
      expect(Math.abs(turned.classical.lower - classical.lower)).toBeLessThan(FOUND);
      expect(Math.abs(turned.quantum.lower - quantum.lower)).toBeLessThan(FOUND);
    }
  });

  test.each(['chsh', 'chained 4', 'odd-cycle 7'])('%s reaches the sine', (words) => {
    const { classical, quantum } = margins(game(words));
    expect(Math.abs(quantum.lower - Math.sin((Math.PI / 2) * classical.lower))).toBeLessThan(FOUND);
  });

  test('how often pairs are asked does not matter, nor a question that is never asked', () => {
    const often = margins(
      game([
        { a: 0, b: 0, label: 1, weight: 5 },
        { a: 0, b: 1, label: 1 },
        { a: 1, b: 0, label: 1, weight: 0.1 },
        { a: 1, b: 1, label: -1 },
      ]),
    );
    expect(often.classical.lower).toBeCloseTo(0.5, 9);
    expect(often.quantum.lower).toBeCloseTo(Math.SQRT1_2, 9);
    const wider = { ...game('chsh'), a: ['0', '1', '2'], weights: Float64Array.of(0.25, 0.25, 0.25, -0.25, 0, 0) };
    expect(margins(wider).quantum.lower).toBeCloseTo(Math.SQRT1_2, 9);
  });
});

describe('a proof of margins', () => {
  const made = game('access 2');
  const proof = margins(made);
  const changed = (
    change: (copy: {
      classical: { mixture: { probability: number; strategy: { a: number[]; b: number[] } }[]; distribution: number[] };
      quantum: {
        vectors: { dimension: number; a: number[]; b: number[] };
        distribution: number[];
        certificate: { x: number[]; y: number[] };
      };
    }) => void,
  ): Margins => {
    const copy = JSON.parse(
      JSON.stringify(proof, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value)),
    );
    change(copy);
    return copy;
  };

  test('says what it says of itself, as text too', () => {
    const ends = { classical: expect.anything(), quantum: expect.anything() };
    expect(checkMargins(made, proof)).toEqual(ends);
    const { classical, quantum } = checkMargins(
      made,
      changed(() => undefined),
    );
    expect([classical.lower, classical.upper]).toEqual([proof.classical.lower, proof.classical.upper]);
    expect([quantum.lower, quantum.upper]).toEqual([proof.quantum.lower, proof.quantum.upper]);
  });

  test('with what is worse proves less', () => {
    const skewed = changed(({ classical, quantum }) => {
      classical.mixture = classical.mixture.slice(0, 1).map((part) => ({ ...part, probability: 1 }));
      classical.distribution = classical.distribution.map((_, place) => (place === 0 ? 1 : 0));
      quantum.certificate.x = quantum.certificate.x.map((x) => x + 0.01);
    });
    const { classical, quantum } = checkMargins(made, skewed);
    expect(classical.lower).toBeCloseTo(-1, 12);
    expect(classical.upper).toBeCloseTo(1, 11);
    expect(quantum.upper).toBeCloseTo(proof.quantum.upper + 0.02, 9);
  });

  test.each([
    [
      'a probability that is negative',
      changed((c) => {
        c.classical.mixture[0].probability = -0.1;
      }),
      'game',
    ],
    [
      'probabilities that sum to more',
      changed((c) => {
        c.classical.mixture[0].probability += 0.1;
      }),
      'game',
    ],
    [
      'an answer of 0.9',
      changed((c) => {
        c.classical.mixture[0].strategy.a[0] = 0.9;
      }),
      'game',
    ],
    [
      'too few answers',
      changed((c) => {
        c.classical.mixture[0].strategy.a.pop();
      }),
      'shape',
    ],
    [
      'an empty mixture',
      changed((c) => {
        c.classical.mixture = [];
      }),
      'game',
    ],
    [
      'a negative part of a distribution',
      changed((c) => {
        c.classical.distribution[0] = -0.1;
      }),
      'game',
    ],
    [
      'a distribution that sums to 2',
      changed((c) => {
        c.quantum.distribution[0] += 1;
      }),
      'game',
    ],
    [
      'a longer vector',
      changed((c) => {
        c.quantum.vectors.a[0] *= 1.1;
        c.quantum.vectors.a[1] += 1;
      }),
      'game',
    ],
    [
      'no dimension',
      changed((c) => {
        c.quantum.vectors.dimension = 0;
      }),
      'game',
    ],
    [
      'a coordinate that is no number',
      changed((c) => {
        c.quantum.vectors.b[0] = Number.NaN;
      }),
      'not-finite',
    ],
    [
      'a lowered certificate',
      changed((c) => {
        c.quantum.certificate.y[0] -= 1e-6;
      }),
      'game',
    ],
    ['nothing', null, 'game'],
    ['half of it', { classical: proof.classical }, 'game'],
  ])('with %s is refused', (_, forged, code) => {
    expect(refusal(() => checkMargins(made, forged as Margins)).code).toBe(code);
  });

  test('over a pair that is not asked is refused', () => {
    const cycle = game('odd-cycle 3');
    const honest = margins(cycle);
    const distribution = honest.classical.distribution.map((p, place) => (place === 2 ? 0.1 : p * 0.9));
    expect(cycle.weights[2]).toBe(0);
    const forged = { ...honest, classical: { ...honest.classical, distribution } };
    expect(refusal(() => checkMargins(cycle, forged)).message).toContain('does not ask it');
  });

  test('of another game is refused', () => {
    const other = game([0, 1, 2, 3].flatMap((a) => [1, 2].map((b) => ({ a, b, label: a < 2 ? 1 : -1 }) as const)));
    expect(refusal(() => checkMargins(other, proof)).message).toContain('proves nothing');
  });
});

test.each([
  ['a game without labels', () => margins(game([{ a: 0, b: 0, weight: 1 }])), 'no labels'],
  ['too many questions', () => margins(game('chained 21')), '20 questions'],
  ['too many pairs', () => margins(game('random 20 30 1')), '600 pairs'],
  ['what is no game', () => margins({} as never), 'game()'],
])('%s: refused', (_, call, words) => {
  const { code, message } = refusal(call);
  expect(code).toBe('game');
  expect(message).toContain(words);
});
