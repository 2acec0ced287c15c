import { describe, expect, test } from 'vitest';
import { benchmark, measured } from '../../src/benchmark/benchmark.js';
import { parseBenchmark } from '../../src/benchmark/report.js';
import type { Workload } from '../../src/benchmark/workload.js';
import { digest } from '../../src/digest.js';
import { EbitError } from '../../src/errors.js';
import { callingThread } from '../../src/jobs/run-job.js';

const short = { rounds: 3, burstMilliseconds: 0.2, warmUpMilliseconds: 0.2 };

function counting(name: string, change: Partial<Workload> = {}) {
  const seen = { calls: 0, closed: 0 };
  const workload: Workload = {
    name,
    what: `${name} in words`,
    unit: 'things/s',
    digest: digest([1, 2]),
    open: () => ({
      count: 5,
      work: () => seen.calls++,
      numbers: () => [1, 2],
      close: () => {
        seen.closed++;
      },
    }),
    ...change,
  };
  return { workload, seen };
}

describe('a report', () => {
  test('is plain data with what the caller told, and comes back from its text', async () => {
    const machine = { runtime: 'Test 1', threads: 3 };
    const seen: string[] = [];
    const report = await benchmark({
      quick: true,
      only: ['predict-row', 'compile'],
      machine,
      date: 'today',
      onProgress: ({ done, total, name }) => seen.push(`${done}/${total} ${name}`),
    });
    expect(report).toMatchObject({
      format: 'ebit-benchmark',
      quick: true,
      date: 'today',
      machine: { runtime: 'Test 1', system: null, processor: null, threads: 3, load: null },
    });
    // In the order of the table.
    expect(report.results.map(({ name }) => name)).toEqual(['compile', 'predict-row']);
    for (const { rate, equalBits, samples, fault } of report.results) {
      expect([equalBits, samples, fault]).toEqual([true, 9, null]);
      expect(rate!.lower).toBeGreaterThan(0);
    }
    expect(seen.slice(0, 3)).toEqual(['1/18 compile', '2/18 predict-row', '3/18 compile']);
    expect(seen.at(-1)).toBe('18/18 predict-row');
    expect(parseBenchmark(JSON.stringify(report))).toEqual(report);
  });

  test('has the fits of all threads from the executor that is given', async () => {
    const report = await benchmark({ quick: true, only: ['threads'], executor: callingThread() });
    expect(report.results[0]).toMatchObject({ name: 'threads', equalBits: true, fault: null });
  });
});

describe('measuring', () => {
  test('samples workloads in turn, by the units of a call, and closes them', async () => {
    const [one, two] = [counting('one'), counting('two')];
    const { results, clock } = await measured([one.workload, two.workload], short);
    expect(clock).toBeGreaterThan(0);
    expect(results.map(({ samples }) => samples)).toEqual([3, 3]);
    expect([one.seen.closed, two.seen.closed]).toEqual([1, 1]);
  });

  test('never times what computes other bits', async () => {
    const { workload, seen } = counting('wrong', { digest: digest([1, 3]) });
    const { results } = await measured([workload], short);
    expect(results[0]).toMatchObject({ rate: null, samples: 0, equalBits: false });
    expect(results[0].fault).toContain('other bits');
    expect(seen).toEqual({ calls: 0, closed: 1 });
  });

  test('says why a workload failed, and goes on with the others', async () => {
    const failing = counting('failing', {
      open: () => {
        throw new EbitError('runtime', 'No worker starts here.');
      },
    });
    const later = counting('later', {
      open: () => ({
        count: 1,
        numbers: () => [1, 2],
        work: () => {
          throw new EbitError('memory', 'There is no more.');
        },
      }),
    });
    const well = counting('well');
    const { results } = await measured([failing.workload, later.workload, well.workload], short);
    expect(results.map(({ fault }) => fault)).toEqual(['No worker starts here.', 'There is no more.', null]);
    expect(results.map(({ equalBits }) => equalBits)).toEqual([null, true, true]);
    expect(results[2].rate).not.toBeNull();
  });

  test('throws on what cannot happen', async () => {
    const broken = counting('broken', {
      open: () => {
        throw new TypeError('a slip');
      },
    });
    const well = counting('well');
    await expect(measured([well.workload, broken.workload], short)).rejects.toThrow('a slip');
    expect(well.seen.closed).toBe(1);
  });
});

describe('ending early', () => {
  test('a signal that is aborted beforehand starts nothing', async () => {
    const { workload, seen } = counting('one');
    const reason = new Error('enough');
    const failure = await measured([workload], short, { signal: AbortSignal.abort(reason) }).catch((error) => error);
    expect(failure).toMatchObject({ name: 'EbitError', code: 'aborted', cause: reason });
    expect(seen).toEqual({ calls: 0, closed: 0 });
  });

  test('one that comes between samples ends the benchmark and closes what is open', async () => {
    const { workload, seen } = counting('one');
    const controller = new AbortController();
    const failure = await measured([workload], short, {
      signal: controller.signal,
      onProgress: () => controller.abort('now'),
    }).catch((error) => error);
    expect(failure).toMatchObject({ code: 'aborted', cause: 'now' });
    expect(seen.closed).toBe(1);
  });

  test('what the listener throws comes through', async () => {
    const { workload, seen } = counting('one');
    const onProgress = () => {
      throw new RangeError('mine');
    };
    await expect(measured([workload], short, { onProgress })).rejects.toThrow('mine');
    expect(seen.closed).toBe(1);
  });
});

test.each([
  [{ only: ['predict-rows'] }, 'config', 'Did you mean "predict-row"?'],
  [{ only: [] }, 'config', 'give a list of names'],
  [{ quick: 'yes' }, 'config', 'give true or false'],
  [{ machine: { threads: 0 } }, 'config', 'threads'],
  [{ machine: { thread: 2 } }, 'config', 'thread'],
  [{ date: 5 }, 'config', 'give a text'],
  [{ onprogress: () => {} }, 'config', 'Did you mean "onProgress"?'],
  [{ onProgress: 3 }, 'config', 'give a function'],
  [{ signal: true }, 'config', 'AbortSignal'],
  [{ executor: {} }, 'config', 'executor'],
])('options %j are refused', async (options, code, words) => {
  const failure = await benchmark(options as never).catch((error) => error);
  expect(failure).toMatchObject({ name: 'EbitError', code });
  expect(failure.message).toContain(words);
});
