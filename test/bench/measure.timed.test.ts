import { expect, test } from 'vitest';
import { burst, race } from '../../bench/measure.js';

const none = { rounds: 1, burstMicroseconds: 0, warmUpMicroseconds: 0, iterations: 1 };

test('contenders are sampled in turn, once a round', async () => {
  const order: string[] = [];
  const contender = (name: string, time: number) => ({
    name,
    sample: async () => {
      order.push(name);
      return time + order.length;
    },
  });
  const samples = await race([contender('a', 0), contender('b', 100)], 2);
  expect(order).toEqual(['a', 'b', 'a', 'b']);
  expect(samples).toEqual({ a: [1, 3], b: [102, 104] });
});

test('two contenders of one name are refused', async () => {
  const same = { name: 'same', sample: () => 1 };
  await expect(race([same, same], 1)).rejects.toThrow('Two contenders are called "same".');
});

test('a burst without a least time is one call, after at least one to warm up', async () => {
  let calls = 0;
  const contender = burst('work', () => calls++, none);
  expect(calls).toBe(1);
  expect(await contender.sample()).toBeGreaterThanOrEqual(0);
  expect(calls).toBe(2);
});

test('a sample is the time of one call, however many a burst has', async () => {
  const spin = () => {
    const end = performance.now() + 0.2;
    while (performance.now() < end);
  };
  const contender = burst('spin', spin, { ...none, burstMicroseconds: 2000 });
  // The spin's own lower bound of 200 us holds however busy the machine is.
  expect(await contender.sample()).toBeGreaterThanOrEqual(199);
});
