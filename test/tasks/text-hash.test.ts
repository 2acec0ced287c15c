import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { textHash, textHasher } from '../../src/tasks/text-hash.js';
import fc from '../seeded.js';

const expected = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

// Texts with beginnings of all lengths around a block of 64 bytes in common, in any order; some with letters of two bytes.
const beginning = fc
  .tuple(fc.constantFrom('a', 'b', 'ä'), fc.integer({ min: 0, max: 200 }))
  .map(([letter, n]) => letter.repeat(n));
const texts = fc.array(
  fc.tuple(beginning, fc.string({ maxLength: 90 })).map(([start, end]) => start + end),
  { minLength: 1, maxLength: 12 },
);

test('one text, and many after another, have the hashes that Node finds', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const hash = textHasher();
      expect(all.map(hash)).toEqual(all.map(expected));
      expect(textHash(all[0])).toBe(expected(all[0]));
    }),
  );
});

test('texts that differ by a number near their end too', () => {
  const hash = textHasher();
  const all = Array.from({ length: 200 }, (_, seed) => `${'x'.repeat(2000 + (seed % 3))}{"seed":${seed}}`);
  expect(all.map(hash)).toEqual(all.map(expected));
});
