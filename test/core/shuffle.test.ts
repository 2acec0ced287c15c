import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/core/arena.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { shuffledOrder } from '../../src/core/shuffle.js';
import { randomStream, shuffled, streamKey } from '../../src/random.js';
import fc from '../seeded.js';

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

  test('leaves the chances that it draws, all 53 bits of each', () => {
    const core = acquireCore();
    const arena = new Arena(core);
    const key = streamKey(7, 'chances');
    const stream = randomStream(7, 'chances');
    for (const n of [1, 2, 3, 4, 5, 101]) {
      const chances = arena.reserve(32 * Math.ceil(n / 4));
      core.shuffle(arena.reserve(4 * n), chances, n, key[0], key[1], 2 ** 32 - 50);
      const expected = Array.from({ length: n }, (_, i) => stream.uniform(2 ** 32 - 50 + i));
      expect(Array.from(arena.f64(chances, n))).toEqual(expected);
    }
    releaseCore(core);
  });
});
