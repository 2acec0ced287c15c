import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bundledWorker } from './bundled-worker.js';
import { job } from './fixtures.js';
import { memoryStore } from './memory-store.js';

let script: URL;
beforeAll(async () => {
  script = await bundledWorker('src/jobs/worker.ts');
});
afterAll(() => rmSync(script));
afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock('#thread');
  vi.resetModules();
});

const ignore = () => {};
const library = () => import('../../src/index.js');
const program = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`);

/** A model and options of fits that take no time. */
async function small() {
  const { bellNetwork, chsh, classifier, qcnn } = await library();
  const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
  return { model, rows: chsh(), how: { seeds: [1, 2], iterations: 3 } };
}

describe('the address of the program for threads', () => {
  it('may be a URL, its text, or an absolute path', async () => {
    const { fitMany } = await library();
    const { model, rows, how } = await small();
    const here = await fitMany(model, rows, { ...how, workers: 0 });
    for (const given of [script, script.href, fileURLToPath(script), { href: script.href } as URL]) {
      const there = await fitMany(model, rows, { ...how, workers: 1, script: given });
      expect(there.map((run) => run.model.parameters)).toEqual(here.map((run) => run.model.parameters));
    }
  });

  it.each(['worker.js', '', './worker.js', 7, null, {}])('is not %j, wherever that is given', async (given) => {
    const { effectiveDimensions, fit, fitMany, runStudy, threadPool } = await library();
    const { model, rows, how } = await small();
    const wrong = given as never;
    const refused = {
      code: 'worker',
      message: expect.stringContaining("no address of a worker's program; give a URL"),
    };
    await expect(threadPool({ script: wrong })).rejects.toMatchObject(refused);
    await expect(fitMany(model, rows, { ...how, workers: 0, script: wrong })).rejects.toMatchObject(refused);
    await expect(fit(model, rows, { script: wrong })).rejects.toMatchObject(refused);
    await expect(effectiveDimensions([model], { script: wrong })).rejects.toMatchObject(refused);
    await expect(runStudy([job(1).task], { store: memoryStore(), script: wrong })).rejects.toMatchObject(refused);
  });

  it('is asked for with all that helps, where nothing is found', async () => {
    const { fitMany } = await library();
    const { model, rows, how } = await small();
    vi.spyOn(process.getBuiltinModule('node:fs'), 'existsSync').mockReturnValue(false);
    vi.spyOn(process.getBuiltinModule('node:module'), 'createRequire').mockImplementation(() => {
      throw new Error('nothing is installed');
    });
    const message = expect.stringMatching(
      /^The program for threads is not beside.*ebit\/worker.*inlineWorker\(\).*workers: 0/,
    );
    const onCrash = vi.fn();
    await expect(fitMany(model, rows, { ...how, onCrash })).rejects.toMatchObject({ code: 'runtime', message });
    expect(onCrash).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

describe('a program that does not start', () => {
  it.each([
    ['is not there', new URL('./nowhere.js', import.meta.url), /nowhere\.js, did not start: Cannot find module/],
    [
      'is of another build',
      program(`import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => {}); parentPort.postMessage({ begun: '0.0.9-0' });`),
      /another build of ebit, 0\.0\.9-0/,
    ],
  ])('is not tried again when it %s, and ends all fits at once', async (_, given, message) => {
    vi.stubGlobal('EBIT_BUILD', '0.1.0-1');
    const { fitMany } = await library();
    const { model, rows } = await small();
    const onCrash = vi.fn();
    const fits = fitMany(model, rows, { seeds: [1, 2, 3, 4], workers: 2, script: given, tries: 5, onCrash });
    await expect(fits).rejects.toMatchObject({ code: 'runtime', message: expect.stringMatching(message) });
    expect(onCrash).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
  });

  it('is given up after a minute when it lives and says nothing', async () => {
    const { threadPool } = await library();
    const pool = await threadPool({ workers: 1, script: program('setInterval(() => {}, 1000)') });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const run = pool.run(job(1), ignore, undefined);
    const said = expect(run).rejects.toMatchObject({
      code: 'runtime',
      message: expect.stringContaining('did not listen for 60 s, so it is no program of ebit'),
    });
    await vi.advanceTimersByTimeAsync(61_000);
    await said;
    await pool.close();
  });

  it('that listens is waited for no longer', async () => {
    const { threadPool } = await library();
    const pool = await threadPool({ workers: 1, script });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await pool.run(job(1), ignore, undefined);
    expect(vi.getTimerCount()).toBe(0);
    await pool.close();
  });
});

describe('a runtime without Worker', () => {
  // What browsers get, in a realm that has none of its threads, as service workers, workerd and jsdom.
  beforeEach(() => {
    vi.resetModules();
    vi.doMock('#thread', () => import('../../src/jobs/web-thread.js'));
    vi.doMock('../../src/jobs/node-thread.js', () => import('../../src/jobs/web-thread.js'));
  });
  afterEach(() => vi.doUnmock('../../src/jobs/node-thread.js'));

  it('takes fits, dimensions and studies in the calling thread, unless threads are asked for', async () => {
    const { effectiveDimensions, fitMany, runStudy, threadPool } = await library();
    const { model, rows, how } = await small();
    expect(await fitMany(model, rows, how)).toHaveLength(2);
    expect(await effectiveDimensions([model], { draws: 1, inputs: 2 })).toHaveLength(1);
    expect(await runStudy([job(1).task], { store: memoryStore() })).toMatchObject({ done: 1, total: 1 });
    const refused = { code: 'runtime', message: expect.stringMatching(/^There are no threads here.*workers: 0/) };
    await expect(fitMany(model, rows, { ...how, workers: 2 })).rejects.toMatchObject(refused);
    await expect(fitMany(model, rows, { ...how, script })).rejects.toMatchObject(refused);
    await expect(threadPool()).rejects.toMatchObject(refused);
    await expect(runStudy([job(1).task], { store: memoryStore(), script })).rejects.toMatchObject(refused);
  });
});

describe('a browser', () => {
  /** What a page's Worker was started with. */
  let started: string[];
  beforeEach(() => {
    started = [];
    vi.stubGlobal('location', { origin: 'https://page.example', href: 'https://page.example/app/' });
    vi.stubGlobal(
      'Worker',
      class {
        onerror: ((event: object) => void) | null = null;
        constructor(address: URL) {
          started.push(address.href);
          queueMicrotask(() => this.onerror?.({ message: '', preventDefault: ignore }));
        }
        postMessage = ignore;
        terminate = ignore;
      },
    );
  });
  afterEach(() => vi.unstubAllGlobals());

  it('starts a program of another origin by one of its own, and says what has to be allowed', async () => {
    const { startThread } = await import('../../src/jobs/web-thread.js');
    const texts: Promise<string>[] = [];
    const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      texts.push((blob as Blob).text());
      return 'blob:https://page.example/1';
    });
    const revoke = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(ignore);
    const said = new Promise<unknown[]>((resolve) => {
      const foreign = new URL('https://cdn.example/ebit/worker.js');
      startThread(foreign, { message: ignore, lost: (...words) => resolve(words) });
    });
    expect(await said).toEqual([expect.stringMatching(/CORS.*worker-src blob: https:\/\/cdn\.example/), false]);
    expect(started).toEqual(['blob:https://page.example/1']);
    expect(await texts[0]).toBe('import "https://cdn.example/ebit/worker.js";');
    expect([make.mock.calls.length, revoke.mock.calls]).toEqual([1, [['blob:https://page.example/1']]]);
    vi.restoreAllMocks();
  });

  it.each([
    'https://page.example/worker.js',
    'blob:https://page.example/2',
    'data:text/javascript,',
    'app://electron/worker.js',
  ])('starts %s as it stands', async (address) => {
    const { startThread } = await import('../../src/jobs/web-thread.js');
    const said = new Promise<unknown[]>((resolve) => {
      startThread(new URL(address), { message: ignore, lost: (...words) => resolve(words) });
    });
    expect([await said, started]).toEqual([['it could not be loaded', false], [address]]);
  });

  it('takes an address from its root', async () => {
    const { scriptOf } = await import('../../src/jobs/web-thread.js');
    expect(scriptOf('/assets/worker-1.js').href).toBe('https://page.example/assets/worker-1.js');
    expect(scriptOf('worker.js').href).toBe('https://page.example/app/worker.js');
  });
});
