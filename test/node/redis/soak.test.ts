import { expect, test } from 'vitest';
import { describeWithRedis } from './redis-server.js';
import { soak } from './soak.js';

/** All of it where everything is tested; `npm test` alone looks whether it would pass. */
const count = process.env.EBIT_WHOLE === '1' ? 1000 : 100;

describeWithRedis('while workers, Redis and the submitter are ended', () => {
  test('every task is run, its outcome is that of this thread, and nothing is left', { timeout: 240_000 }, async () => {
    const {
      wrong,
      stored,
      kills,
      redisRestarts,
      submitterKills,
      exitCodes,
      stuck,
      unacknowledged,
      orphans,
      fullDisks,
      leftovers,
      ...size
    } = await soak(count, 2500, 1);
    expect({ wrong, stored, redisRestarts, submitterKills, exitCodes, stuck, orphans }).toEqual({
      wrong: [],
      stored: count,
      redisRestarts: 2,
      submitterKills: 1,
      exitCodes: [0, 0, 0],
      stuck: 0,
      orphans: 0,
    });
    expect(kills).toBeGreaterThan(0);
    if (fullDisks !== null) expect(fullDisks).toBeGreaterThan(0);
    // What a submitter left that was killed while it wrote is gone when the next writes in the same folder, if it does.
    expect(leftovers).toBeLessThanOrEqual(1);
    // No more than the submitters have under way, who were killed once and ended over a full disk.
    expect(unacknowledged).toBeLessThanOrEqual(200 * (1 + (fullDisks ?? 0)));
    expect(size.redisMegabytes).toBeLessThan(3 + 0.02 * count);
    expect(size.submitterMegabytes).toBeLessThan(250);
  });
});
