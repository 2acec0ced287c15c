import { describe, expect, test } from 'vitest';
import { mermin } from '../../src/data/mermin.js';
import { digest } from '../../src/digest.js';
import { refusal } from '../refusal.js';

describe.each([3, 4, 5, 7, 16])('%i parties', (parties) => {
  const { rows, labels, features, length } = mermin({ parties, seed: 2 });

  test('the questions have an even sum, and the label is its half and the flips', () => {
    for (let n = 0; n < length; n++) {
      const own = Array.from(rows.subarray(n * features, (n + 1) * features), (x) => Math.round(x / (Math.PI / 2)));
      const sum = own.filter((_, i) => i % 2 === 0).reduce((all, question) => all + question, 0);
      const flips = own.filter((_, i) => i % 2 === 1).reduce((all, flip) => all * flip, 1);
      expect(sum % 2).toBe(0);
      expect(labels[n]).toBe((sum % 4 === 2 ? -1 : 1) * flips);
    }
  });

  test('there are all rows, or 4096', () => {
    const whole = 2 ** (2 * parties - 1);
    expect([length, features]).toEqual([Math.min(whole, 4096), 2 * parties]);
    const keys = Array.from({ length }, (_, n) => String(rows.subarray(n * features, (n + 1) * features)));
    if (whole <= 4096) expect(new Set(keys).size).toBe(whole);
    const sum = labels.reduce((all, label) => all + label, 0);
    expect(Math.abs(sum)).toBeLessThanOrEqual(whole <= 4096 ? 0 : 5 * 64);
  });
});

test('the seed decides where rows are drawn, and nowhere else', () => {
  const of = (parties: number, seed: number) => digest(mermin({ parties, seed }).rows);
  expect(of(6, 1)).toBe(of(6, 2));
  expect(of(7, 1)).not.toBe(of(7, 2));
  expect(digest(mermin().rows)).toBe(of(3, 0));
});

test('other numbers of parties are refused', () => {
  expect(refusal(() => mermin({ parties: 2 })).message).toBe(
    'The number of parties is 2; give an integer from 3 to 16.',
  );
  expect(refusal(() => mermin({ parties: 3.5 })).message).toMatch(/3.5; give an integer from 3 to 16/);
  expect(refusal(() => mermin({ seed: 0.5 })).message).toMatch(/^The seed is 0.5/);
});
