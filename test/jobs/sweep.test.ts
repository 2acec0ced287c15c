import { describe, expect, it } from 'vitest';
import { EbitError } from '../../src/errors.js';
import type { Executor, Job } from '../../src/jobs/job.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { runSweep } from '../../src/jobs/sweep.js';
import type { FitOutcome, Outcome } from '../../src/tasks/outcome.js';
import type { TaskEvent } from '../../src/tasks/run-context.js';
import { job, seedOf } from './fixtures.js';

const lost = (why: string) => new EbitError('worker', why);
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const iterationsOf = (outcomes: readonly Outcome[]) => outcomes.map((outcome) => (outcome as FitOutcome).iterations);
const progress = (job: Job): TaskEvent => ({
  kind: 'progress',
  progress: { seed: seedOf(job), iteration: 1 } as (TaskEvent & { kind: 'progress' })['progress'],
});

/** An executor of which every job does what `act` says; its result holds nothing but the number of iterations. */
function fake(
  width: number,
  act: (job: Job, ...rest: [Parameters<Executor['run']>[1], AbortSignal | undefined]) => unknown,
) {
  const running = { now: 0, most: 0, runs: [] as number[] };
  const executor: Executor = {
    width,
    async run(one, onEvent, signal) {
      running.runs.push(seedOf(one));
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      try {
        await act(one, onEvent, signal);
        return { iterations: seedOf(one) } as FitOutcome;
      } finally {
        running.now -= 1;
      }
    },
    close: async () => {},
  };
  return { executor, running };
}

describe('runSweep', () => {
  const jobs = [5, 4, 3, 2, 1].map((seed) => job(seed));

  it('returns the results in the order of the jobs, whichever is done first', async () => {
    const { executor, running } = fake(2, (one) => later(seedOf(one)));
    const results = await runSweep(executor, jobs);
    expect(iterationsOf(results)).toStrictEqual([5, 4, 3, 2, 1]);
    expect(running.most).toBe(2);
  });

  it('tells an executor that asks for it of every job whose result was kept, and of no other', async () => {
    const told: unknown[] = [];
    const { executor } = fake(1, (one) => {
      if (seedOf(one) === 2) throw new EbitError('range', 'wrong');
    });
    const acknowledge = async (one: Job) => void told.push(['acknowledged', seedOf(one)]);
    const onResult = async (_: Outcome, i: number) => {
      await later(1);
      told.push(['kept', seedOf(jobs[i])]);
    };
    await expect(runSweep({ ...executor, acknowledge }, jobs, { onResult })).rejects.toThrow('wrong');
    const kept = [5, 4, 3];
    expect(told).toStrictEqual(
      kept.flatMap((seed) => [
        ['kept', seed],
        ['acknowledged', seed],
      ]),
    );
  });

  it('has no results for no jobs', async () => {
    expect(await runSweep(fake(2, () => null).executor, [])).toStrictEqual([]);
  });

  it('tries a job again whose worker was lost, and says so', async () => {
    const crashes: unknown[] = [];
    const { executor, running } = fake(1, (one) => {
      if (seedOf(one) === 4 && running.runs.filter((seed) => seed === 4).length < 3) throw lost('gone');
    });
    const results = await runSweep(executor, jobs, { onCrash: (crash) => crashes.push(crash) });
    expect(iterationsOf(results)).toStrictEqual([5, 4, 3, 2, 1]);
    expect(running.runs).toStrictEqual([5, 4, 4, 4, 3, 2, 1]);
    expect(crashes).toStrictEqual([
      { job: 1, tries: 1, message: 'gone' },
      { job: 1, tries: 2, message: 'gone' },
    ]);
  });

  it('gives up after as many tries as it is told, and starts nothing more', async () => {
    const { executor, running } = fake(1, (one) => {
      if (seedOf(one) === 4) throw lost('gone');
    });
    const error = await runSweep(executor, jobs, { tries: 2 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'worker',
      message: 'Job 1 lost its worker on each of 2 tries, the last time so: gone',
    });
    expect(running.runs).toStrictEqual([5, 4, 4]);
  });

  it.each([new EbitError('shape', 'too wide'), new TypeError('a bug')])(
    'does not try again after %s',
    async (reason) => {
      const { executor, running } = fake(1, (one) => {
        if (seedOf(one) === 4) throw reason;
      });
      await expect(runSweep(executor, jobs)).rejects.toBe(reason);
      expect(running.runs).toStrictEqual([5, 4]);
    },
  );

  it('ends the other jobs when one fails', async () => {
    const ended: number[] = [];
    const { executor } = fake(2, async (one, _, signal) => {
      if (seedOf(one) === 4) throw new EbitError('shape', 'too wide');
      signal?.addEventListener('abort', () => ended.push(seedOf(one)));
      await later(5);
    });
    await expect(runSweep(executor, jobs)).rejects.toThrow('too wide');
    expect(ended).toStrictEqual([5]);
  });

  it('passes events on in their order and waits for what they start', async () => {
    const heard: string[] = [];
    const { executor } = fake(1, (one, onEvent) => onEvent(progress(one)));
    await runSweep(executor, jobs, {
      onEvent: async (event, index) => {
        await later(1);
        heard.push(`${index} ${event.kind}`);
      },
    });
    expect(heard).toStrictEqual([0, 1, 2, 3, 4].map((index) => `${index} progress`));
  });

  it.each([
    () => {
      throw new Error('the disk is full');
    },
    () => Promise.reject(new Error('the disk is full')),
  ])('ends with what a callback throws or rejects with', async (onEvent) => {
    const { executor, running } = fake(1, async (one, say) => {
      say(progress(one));
      await later(1);
    });
    await expect(runSweep(executor, jobs, { onEvent })).rejects.toThrow('the disk is full');
    await later(5);
    expect(running.runs.length).toBeLessThan(jobs.length);
  });

  it('passes an abort on to every job, started or not', async () => {
    const controller = new AbortController();
    const { executor } = fake(2, (one, _, signal) => {
      if (seedOf(one) === 3) controller.abort();
      if (seedOf(one) < 3) expect(signal?.aborted).toBe(true);
    });
    expect((await runSweep(executor, jobs, { signal: controller.signal })).length).toBe(5);
  });

  it.each([0, 1.5, Number.NaN])('refuses %d tries', async (tries) => {
    await expect(runSweep(callingThread(), jobs, { tries })).rejects.toMatchObject({ code: 'range' });
  });
});
