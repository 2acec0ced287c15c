import { expect, test } from 'vitest';
import { chsh } from '../../src/data/chsh.js';
import { refusal } from '../refusal.js';

const rowsOf = (embedding: 'original' | 'alternative') => {
  const { rows, labels } = chsh({ embedding });
  return Array.from(labels, (label, i) => ({
    x: [...rows.subarray(4 * i, 4 * i + 4)].map((a) => a / (Math.PI / 2)),
    label,
  }));
};

test('all 16 inputs come once, with s2 t2 (-1)^(s1 t1)', () => {
  const seen = rowsOf('original');
  expect(new Set(seen.map(({ x }) => x.join())).size).toBe(16);
  for (const { x, label } of seen) {
    const [s1, s2, t1, t2] = x;
    expect([0, 1]).toContain(s1);
    expect([0, 1]).toContain(t1);
    expect([-1, 1]).toContain(s2);
    expect([-1, 1]).toContain(t2);
    expect(label).toBe(s2 * t2 * (s1 === 1 && t1 === 1 ? -1 : 1));
  }
  expect(seen.filter(({ label }) => label === 1)).toHaveLength(8);
});

test('the alternative embedding exchanges the inputs within each party', () => {
  const original = rowsOf('original');
  const alternative = rowsOf('alternative');
  original.forEach(({ x: [s1, s2, t1, t2], label }, i) => {
    expect(alternative[i]).toEqual({ x: [s2, s1, t2, t1], label });
  });
});

test('no local strategy answers more than 12 of the 16', () => {
  // A strategy is a sign for each of a party's four local inputs; the best of all 2^8 pairs is the classical bound.
  const { rows, labels } = chsh();
  const local = (row: number, party: number) => {
    const [question, flip] = rows.subarray(4 * row + 2 * party, 4 * row + 2 * party + 2);
    return (question > 0 ? 2 : 0) + (flip > 0 ? 1 : 0);
  };
  let best = 0;
  for (let strategy = 0; strategy < 256; strategy++) {
    const sign = (party: number, input: number) => ((strategy >> (4 * party + input)) & 1 ? 1 : -1);
    const right = Array.from(labels.keys()).filter((i) => sign(0, local(i, 0)) * sign(1, local(i, 1)) === labels[i]);
    best = Math.max(best, right.length);
  }
  expect(best).toBe(12);
});

test('refuses an option that it does not have', () => {
  const { code, message } = refusal(() => chsh({ embeding: 'alternative' } as unknown as { embedding: 'alternative' }));
  expect([code, message]).toEqual([
    'config',
    'chsh has no option "embeding". Did you mean "embedding"? It takes embedding.',
  ]);
  expect(refusal(() => chsh(7 as unknown as { embedding: 'original' })).code).toBe('config');
});

test('refuses another embedding', () => {
  const error = refusal(() => chsh({ embedding: 'other' as 'original' }));
  expect([error.code, error.message]).toEqual([
    'config',
    'There is no CHSH embedding "other". Use "original" or "alternative".',
  ]);
});
