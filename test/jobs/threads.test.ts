import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fit, fitSteps } from '../../src/jobs/fit.js';
import { fitMany } from '../../src/jobs/fit-many.js';
import { callingThread } from '../../src/jobs/run-job.js';
import { type ThreadedOptions, threadedSessions } from '../../src/jobs/threaded-session.js';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { openSession } from '../../src/models/session.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { randomStream } from '../../src/random.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import type { FitOptions } from '../../src/training/fit-options.js';
import type { OpenSession } from '../../src/training/subject.js';
import { completed, trainingRun } from '../../src/training/training-run.js';
import { bundledWorker } from './bundled-worker.js';

let script: URL;
beforeAll(async () => {
  script = await bundledWorker('src/jobs/worker.ts');
});
afterAll(() => rmSync(script));

const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const count = 20_000;
const stream = randomStream(8, 'threads');
const training = {
  features: 4,
  length: count,
  rows: Float64Array.from({ length: 4 * count }, (_, i) => stream.uniform(i)),
  labels: Float64Array.from({ length: count }, (_, n) => (stream.uniform(4 * count + n) < 0.5 ? -1 : 1)),
};
const settings = { iterations: 6, batch: 10_000, evaluateEvery: 3, seed: 2 } as const;

const threaded = (more: Partial<ThreadedOptions> = {}) => threadedSessions({ threads: 3, script, ...more });

/** A fit whose sessions are opened by the built library's worker, or here. */
const fitHere = (given: typeof model, rows: typeof training, options: FitOptions, open: OpenSession = openSession) =>
  completed(trainingRun(open, given, rows, options), undefined);

/** Makes the built program one that is nowhere to be found. */
function hideProgram(): void {
  vi.spyOn(process.getBuiltinModule('node:fs'), 'existsSync').mockReturnValue(false);
  vi.spyOn(process.getBuiltinModule('node:module'), 'createRequire').mockImplementation(() => {
    throw new Error('nothing is installed');
  });
}
afterEach(() => vi.restoreAllMocks());

describe('a fit on several threads', () => {
  it.each([true, false])('has the bits of a fit on one, memory shared: %s', async (shares) => {
    const [one, three] = [
      await fitHere(model, training, settings),
      await fitHere(model, training, settings, threaded({ shares })),
    ];
    expect(Array.from(three.model.parameters)).toEqual(Array.from(one.model.parameters));
    expect(three.history).toEqual(one.history);
  });

  it.each([true, false])('weighs rows and takes other losses, memory shared: %s', async (shares) => {
    const sampleWeights = Float64Array.from({ length: count }, (_, n) => 0.5 + stream.uniform(5 * count + n));
    const options = { ...settings, loss: 'logistic', sampleWeights, classWeights: 'balanced', batch: 'full' } as const;
    const one = await fitHere(model, training, options);
    const three = await fitHere(model, training, options, threaded({ shares }));
    expect(Array.from(three.model.parameters)).toEqual(Array.from(one.model.parameters));
  });

  it.each([true, false])('are told when the loss changes on the way, memory shared: %s', async (shares) => {
    const options = { ...settings, loss: { kind: 'shots', shots: 30, warmUp: 2 }, batch: 'full' } as const;
    const one = await fitHere(model, training, options);
    const three = await fitHere(model, training, options, threaded({ shares }));
    expect(Array.from(three.model.parameters)).toEqual(Array.from(one.model.parameters));
    expect(three.history).toEqual(one.history);
  });

  it('goes on from a checkpoint of a fit on one', async () => {
    const half = await fitHere(model, training, { ...settings, iterations: 3 });
    const resumed = await fitHere(model, training, { ...settings, resume: half.checkpoint }, threaded());
    const whole = await fitHere(model, training, settings);
    expect(Array.from(resumed.model.parameters)).toEqual(Array.from(whole.model.parameters));
  });

  it.each([true, false])('is not stopped by threads that are lost, memory shared: %s', async (shares) => {
    const crashing = new URL(`data:text/javascript,setTimeout(() => { throw new Error('gone'); }, 30)`);
    const one = await fitHere(model, training, settings);
    const alone = await fitHere(model, training, settings, threaded({ shares, script: crashing }));
    expect(Array.from(alone.model.parameters)).toEqual(Array.from(one.model.parameters));
  });

  const missing = new URL('./no-such-program.js', import.meta.url);
  const broken = new URL(`data:text/javascript,${encodeURIComponent('throw new Error("broken program")')}`);
  it.each([
    ['its program is missing', missing, 'no-such-program', true],
    ['its program is missing, memory not shared', missing, 'no-such-program', false],
    ['its program fails', broken, 'broken program', true],
    ['it cannot be started from there', new URL('ftp://example.org/worker.js'), 'did not start', true],
  ])('goes on without a thread and says why: %s', async (_, program, why, shares) => {
    const lost: string[] = [];
    const session = threaded({ script: program, shares, onLost: (one) => lost.push(one) })(
      model,
      training.rows,
      training.labels,
      {},
    );
    const own = openSession(model, training.rows, training.labels);
    const [a, b] = [session, own].map(() => new Float64Array(model.parameters.length));
    while (lost.length < 2) {
      await session.step(model.parameters, null, 'mse', a);
      await new Promise((resolve) => setTimeout(resolve));
    }
    await session.step(model.parameters, null, 'mse', a);
    own.step(model.parameters, null, 'mse', b);
    expect(a).toEqual(b);
    expect(lost).toEqual([expect.stringContaining(why), expect.stringContaining(why)]);
    session.close();
    own.close();
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no more');
      },
    ],
    [
      'rejects with',
      async () => {
        throw new Error('no more');
      },
    ],
  ])('is ended by what the listener to lost threads %s', async (_, onLost) => {
    const long = { ...settings, iterations: 100_000 };
    await expect(fitHere(model, training, long, threaded({ script: broken, onLost }))).rejects.toThrow('no more');
  });

  it('tells the caller of a thread that is gone, whichever way it is run', async () => {
    const long = { ...settings, iterations: 100_000 };
    const alone = await new Promise((resolve) => {
      const ending = new AbortController();
      const onThreadLost = (why: string) => {
        resolve(why);
        ending.abort();
      };
      void fit(model, training, { ...long, threads: 2, script: missing, onThreadLost, signal: ending.signal });
    });
    expect(alone).toContain('no-such-program');
    const own = { workers: 0, script: missing };
    for (const [where, why] of [
      [own, 'no-such-program'] as const,
      [{ executor: callingThread() }, 'not beside'] as const,
    ]) {
      hideProgram();
      const ending = new AbortController();
      const lost: unknown[] = [];
      const onThreadLost = (one: unknown) => {
        lost.push(one);
        ending.abort();
      };
      const { seed, ...rest } = long;
      await fitMany(model, training, {
        ...rest,
        ...where,
        seeds: [seed],
        threads: 2,
        onThreadLost,
        signal: ending.signal,
      });
      expect(lost).toEqual([{ seed: 2, why: expect.stringContaining(why) }]);
    }
    const task = fitTask({
      data: { kind: 'rows', training, validation: null },
      network: {
        processors: [
          { name: 'A', qubits: 2 },
          { name: 'B', qubits: 2 },
        ],
      },
      model: { depth: 1 },
      training: long,
    });
    const heard = await new Promise((resolve) => {
      const opened = callingThread().open({ task, threads: 2 }, (event) => {
        if (event.kind !== 'thread-lost') return;
        resolve(event.why);
        opened.close();
      });
      opened.step().catch(() => {});
    });
    expect(heard).toContain('not beside');
    const wrong = 'soon' as never;
    await expect(fit(model, training, { threads: 2, onThreadLost: wrong })).rejects.toMatchObject({ code: 'config' });
    await expect(fitMany(model, training, { seeds: [1], onThreadLost: wrong })).rejects.toMatchObject({
      code: 'config',
    });
  });

  it('says what a thread refuses', async () => {
    const text = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => parentPort.postMessage({ kind: 'refused', code: 'memory', message: 'Too much.' }));`;
    const refusing = new URL(`data:text/javascript,${encodeURIComponent(text)}`);
    const more = { ...settings, iterations: 4000 };
    const refused = fitHere(model, training, more, threaded({ script: refusing }));
    await expect(refused).rejects.toMatchObject({ code: 'memory', message: 'Too much.' });
  });

  it('leaves small batches to this thread', () => {
    const session = threaded()(model, training.rows, training.labels, {});
    const own = openSession(model, training.rows, training.labels);
    const [a, b] = [session, own].map(() => new Float64Array(model.parameters.length));
    const rows = Int32Array.of(3, 1, 2);
    expect(session.step(model.parameters, rows, 'mse', a)).toBe(own.step(model.parameters, rows, 'mse', b));
    expect(a).toEqual(b);
    session.close();
    own.close();
  });

  it('refuses a loss of one’s own, and threads that there cannot be', async () => {
    const loss = () => ({ value: 0, slope: 0 });
    await expect(fit(model, training, { threads: 2, loss })).rejects.toMatchObject({ code: 'config' });
    await expect(fit(model, training, { threads: 0 })).rejects.toMatchObject({ code: 'range' });
    await expect(fitSteps(model, training, { threads: 1.5 }).next()).rejects.toMatchObject({ code: 'range' });
  });
});
