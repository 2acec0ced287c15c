import { describe, expect, test } from 'vitest';
import { chshRing } from '../../src/data/chsh-ring.js';
import type { Dataset } from '../../src/data/dataset.js';
import { digest } from '../../src/digest.js';
import { refusal } from '../refusal.js';

/** A row's question to the next, question from the one before, and flip, a party. */
function inputsOf({ rows, features }: Dataset, n: number) {
  return Array.from({ length: features / 3 }, (_, p) =>
    [0, 1, 2].map((i) => Math.round(rows[n * features + 3 * p + i] / (Math.PI / 2))),
  );
}

describe.each([3, 4, 6, 16])('%i parties', (parties) => {
  const data = chshRing({ parties, seed: 3 });

  test('every label is the product of the flips and of the games around the ring', () => {
    for (let n = 0; n < data.length; n++) {
      const held = inputsOf(data, n);
      const games = held.map(([q], p) => (q === 1 && held[(p + 1) % parties][1] === 1 ? -1 : 1));
      const flips = held.map(([, , flip]) => flip);
      expect(held.flat().every((value, i) => (i % 3 === 2 ? Math.abs(value) === 1 : value === 0 || value === 1))).toBe(
        true,
      );
      expect(data.labels[n]).toBe([...games, ...flips].reduce((product, sign) => product * sign, 1));
    }
  });

  test('there are all rows, or 4096', () => {
    const different = new Set(Array.from({ length: data.length }, (_, n) => String(inputsOf(data, n))));
    expect(data.length).toBe(Math.min(8 ** parties, 4096));
    if (8 ** parties <= 4096) expect(different.size).toBe(8 ** parties);
    const sum = data.labels.reduce((all, label) => all + label, 0);
    expect(Math.abs(sum)).toBeLessThanOrEqual(8 ** parties <= 4096 ? 0 : 5 * 64);
  });
});

/** The most that answers +-1 to two questions reach: max |Tr prod A_p H| / 4^K over all 16^K choices. */
function classicalValue(parties: number): number {
  const answers = Array.from({ length: 16 }, (_, n) => [0, 1, 2, 3].map((k) => ((n >> k) & 1 ? -1 : 1)));
  // [from own question r to the next one's r]: sum over q of a(r, q) (-1)^(q r').
  const steps = answers.map(([a, b, c, d]) => [a + b, a - b, c + d, c - d]);
  let best = 0;
  const visit = (p: number, [a, b, c, d]: readonly number[]): void => {
    if (p === parties) {
      best = Math.max(best, a + d);
      return;
    }
    for (const [w, x, y, z] of steps) visit(p + 1, [a * w + b * y, a * x + b * z, c * w + d * y, c * x + d * z]);
  };
  visit(0, [1, 0, 0, 1]);
  return best / 4 ** parties;
}

test('with nothing shared 1/2 + 2^-K is the most', () => {
  expect([2, 3, 4, 5].map(classicalValue)).toEqual([1 / 2, 1 / 4, 1 / 8, 1 / 16]);
});

test('the seed decides where rows are drawn, and nowhere else', () => {
  const of = (parties: number, seed: number) => digest(chshRing({ parties, seed }).rows);
  expect(of(4, 1)).toBe(of(4, 2));
  expect(of(5, 1)).not.toBe(of(5, 2));
  expect(of(5, 1)).toBe(of(5, 1));
  expect(digest(chshRing().rows)).toBe(of(3, 0));
});

test('other numbers of parties are refused', () => {
  expect(refusal(() => chshRing({ parties: 2 })).message).toBe(
    'The number of parties is 2; give an integer from 3 to 16.',
  );
  expect(refusal(() => chshRing({ parties: 17 })).message).toMatch(/17; give an integer from 3 to 16/);
  expect(refusal(() => chshRing({ seed: -1 })).message).toMatch(/^The seed is -1/);
  expect(refusal(() => chshRing({ edges: 2 } as object)).message).toMatch(/^chshRing has no option "edges"/);
});
