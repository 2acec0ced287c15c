import { describe, expect, it } from 'vitest';
import { EbitError } from '../../../../src/errors.js';
import type { Executor } from '../../../../src/jobs/job.js';
import { CELLS } from '../../../../src/playground/panels/effective-dimension/cells.js';
import { survey } from '../../../../src/playground/panels/effective-dimension/survey.js';
import type { DimensionOutcome } from '../../../../src/tasks/outcome.js';

const settings = (inputs: number) => ({ inputs, draws: 1, mixing: 0, seed: 1 }) as const;
const never = new AbortController().signal;

/** Workers that do as they are told here. */
const workers = (width: number, run: Executor['run']) => async (): Promise<Executor> => ({
  width,
  run,
  close: async () => {},
});

/** Finds ranks without work, and counts how often it was asked and how many at once. */
function finder() {
  const seen = { asked: 0, atOnce: 0, most: 0 };
  const find: Executor['run'] = async ({ task }) => {
    const inputs = task.kind === 'dimension' && task.inputs.kind === 'haar' ? task.inputs.count : 0;
    seen.asked += 1;
    seen.atOnce += 1;
    seen.most = Math.max(seen.most, seen.atOnce);
    await Promise.resolve();
    seen.atOnce -= 1;
    return { kind: 'dimension', rank: inputs, cap: 2 * inputs, atCap: false, parameters: 36 } as DimensionOutcome;
  };
  return { seen, find };
}

describe('survey', () => {
  it('finds every cell once, a few at a time', async () => {
    const { seen, find } = finder();
    const ranks = survey(workers(3, find));
    let told = 0;
    await ranks.complete(settings(5), () => told++, never);
    expect([seen.asked, seen.most, told]).toEqual([CELLS.length, 3, CELLS.length]);
    expect(ranks.known(settings(5)).map(({ ebits, depth, rank, cap }) => ({ ebits, depth, rank, cap }))).toEqual(
      CELLS.map((cell) => ({ ...cell, rank: 5, cap: 10 })),
    );
  });

  it('remembers what it found under other settings', async () => {
    const { seen, find } = finder();
    const ranks = survey(workers(2, find));
    await ranks.complete(settings(5), () => {}, never);
    await ranks.complete(settings(6), () => {}, never);
    await ranks.complete(settings(5), () => {}, never);
    expect(seen.asked).toBe(2 * CELLS.length);
    expect(ranks.known(settings(5))[0].rank).toBe(5);
    expect(ranks.known(settings(7))).toEqual([]);
  });

  it('keeps what was found before it was ended, and goes on from there', async () => {
    const { seen, find } = finder();
    const ranks = survey(workers(2, find));
    const controller = new AbortController();
    await ranks.complete(
      settings(5),
      () => ranks.known(settings(5)).length === 10 && controller.abort(),
      controller.signal,
    );
    expect(seen.asked).toBeLessThan(13);
    const before = seen.asked;
    await ranks.complete(settings(5), () => {}, never);
    expect(seen.asked).toBeLessThanOrEqual(CELLS.length + 1);
    expect(seen.asked).toBeGreaterThan(before);
    expect(ranks.known(settings(5)).length).toBe(CELLS.length);
  });

  it('is quiet about work that ends because it was ended, and loud about other failures', async () => {
    const controller = new AbortController();
    const ended = survey(
      workers(2, async () => {
        controller.abort();
        throw new EbitError('aborted', 'Stopped after 0 of 1 draws.');
      }),
    );
    await expect(ended.complete(settings(5), () => {}, controller.signal)).resolves.toBeUndefined();
    let asked = 0;
    const broken = survey(
      workers(1, async () => {
        asked += 1;
        throw new EbitError('worker', 'A worker was lost: it fell.');
      }),
    );
    await expect(broken.complete(settings(5), () => {}, never)).rejects.toThrow('it fell');
    expect(asked).toBe(3);
  });
});
