import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shuffledOrder } from '../../src/core/shuffle.js';
import { randomStream, shuffled, streamKey } from '../../src/random.js';

describe('shuffledOrder', () => {
  test('is the order that is shuffled one number at a time', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.maxSafeNat(), fc.string(), fc.nat(2 ** 40), (n, seed, name, first) => {
        expect(shuffledOrder(n, streamKey(seed, name), first)).toEqual(shuffled(n, randomStream(seed, name), first));
      }),
    );
  });

  test.each([2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 7 * 2 ** 32 - 3, 2 ** 53 - 64])('draws from %i on', (first) => {
    const stream = randomStream(5, 'order');
    expect(shuffledOrder(63, streamKey(5, 'order'), first)).toEqual(shuffled(63, stream, first));
  });
});
