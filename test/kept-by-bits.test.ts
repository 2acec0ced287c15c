import { describe, expect, test } from 'vitest';
import { KeptByBits } from '../src/kept-by-bits.js';

/** Keeps a word under one number, of 100 bytes beside the number's 8 and the way's 2. */
function keep(kept: KeptByBits<string>, number: number, word: string): void {
  kept.keep('a', Float64Array.of(number), 100, () => word);
}

describe('KeptByBits', () => {
  test('finds what was made in the same way of the same bits, in whichever array', () => {
    const kept = new KeptByBits<string>(1000);
    kept.keep('a', Float64Array.of(1, 0), 4, () => 'one');
    expect(kept.find('a', Float64Array.of(1, 0))).toBe('one');
    expect(kept.find('b', Float64Array.of(1, 0))).toBeUndefined();
    expect(kept.find('a', Float64Array.of(1, -0))).toBeUndefined();
    expect(kept.find('a', Float64Array.of(1 + Number.EPSILON, 0))).toBeUndefined();
    expect(kept.find('a', Float64Array.of(1))).toBeUndefined();
    expect(kept.find('a', Float64Array.of(9, 1, 0).subarray(1))).toBe('one');
    expect(kept.bytes).toBe(2 + 16 + 4);
  });

  test('notices when the array is written to, and does not write to it', () => {
    const kept = new KeptByBits<string>(1000);
    const numbers = Float64Array.of(1, 2);
    kept.keep('a', numbers, 0, () => 'one');
    numbers[1] = 3;
    expect(kept.find('a', numbers)).toBeUndefined();
    expect(kept.find('a', Float64Array.of(1, 2))).toBe('one');
  });

  test('lets go of the longest unused beyond its limit', () => {
    const kept = new KeptByBits<string>(330);
    for (const number of [1, 2, 3]) keep(kept, number, `${number}`);
    expect(kept.bytes).toBe(330);
    expect(kept.find('a', Float64Array.of(1))).toBe('1');
    keep(kept, 4, '4');
    expect(kept.bytes).toBe(330);
    expect([1, 2, 3, 4].map((number) => kept.find('a', Float64Array.of(number)))).toEqual(['1', undefined, '3', '4']);
  });

  test('makes no copy of what is too large, and lets go of nothing for it', () => {
    const kept = new KeptByBits<string>(120);
    keep(kept, 1, '1');
    kept.keep('a', new Float64Array(20), 0, () => {
      throw new Error('asked for');
    });
    expect(kept.find('a', Float64Array.of(1))).toBe('1');
  });

  test('keeps what it has where there is no room for a copy', () => {
    const kept = new KeptByBits<string>(110);
    keep(kept, 1, '1');
    kept.keep('a', Float64Array.of(2), 0, () => {
      throw new RangeError('Array buffer allocation failed');
    });
    expect(kept.find('a', Float64Array.of(1))).toBe('1');
    expect(kept.find('a', Float64Array.of(2))).toBeUndefined();
    expect(kept.bytes).toBe(110);
  });
});
