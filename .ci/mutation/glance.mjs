// A quick look at many cores: small runs that reach every kernel, test/core/digest-cases.ts, whose numbers have to be the
// true core's to the last bit, as test/core/digest-cases.test.ts asks of the release. One warm thread runs them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { withToldRegions } from '../core/checked.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Processor time in which one case is over, if ever. The slowest takes a tenth of it. */
const MOST_MILLISECONDS = 2000;

/** The cases as one script, whose cores are those of the thread that runs it. */
async function bundledCases() {
  const cores = {
    name: 'cores-of-the-thread',
    setup({ onLoad }) {
      onLoad({ filter: /src[\\/]core[\\/]load\.ts$/ }, () => ({
        contents: 'export const { acquireCore, releaseCore, coreBytes } = globalThis.cores;',
        loader: 'js',
      }));
      onLoad({ filter: /src[\\/]core[\\/]arena\.ts$/ }, ({ path }) => ({
        contents: withToldRegions(readFileSync(path, 'utf8')),
        loader: 'ts',
      }));
    },
  };
  const { outputFiles } = await build({
    entryPoints: [`${root}test/core/digest-cases.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'ebitCases',
    platform: 'node',
    target: 'node20',
    plugins: [cores],
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

const processorTime = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Runs the cases on one core after the other. */
export class Glance {
  #script = null;
  #worker = null;
  #bytes = null;
  #truth;
  #functions;
  /** What each case gives on the true core, how long it takes, and which functions it calls. */
  #expected = null;
  /** How many cases have been begun, written by the thread. */
  #begun = new Int32Array(new SharedArrayBuffer(4));
  /** By function, how often each case was asked and noticed: the best chance a second is asked first. */
  #record = new Map();

  /**
   * @param truth - bytes of the true core, whose functions note that they were called
   * @param functions - in the order of their numbers
   */
  constructor(truth, functions) {
    this.#truth = truth;
    this.#functions = functions;
  }

  /** Sets the core: checked, with the verb chooseMutant where several stand in it. */
  async load(bytes) {
    this.#bytes = bytes;
    if (this.#worker !== null) await this.#ask({ bytes, expected: this.#expected });
  }

  /**
   * Runs cases on a mutant of the core until one notices.
   *
   * @param number - which one, 0 where the core has but one
   * @param name - the function that it changes, or null: cases that do not call it have nothing to say
   * @returns { caught, by, words }
   */
  async look(number, name) {
    await this.#start();
    const record = this.#record.get(name) ?? this.#expected.map(() => ({ noticed: 1, tried: 2 }));
    this.#record.set(name, record);
    const worth = record.map(({ noticed, tried }, n) => noticed / tried / this.#expected[n].milliseconds);
    const calls = ({ called }) => name === null || called.includes(this.#functions.indexOf(name));
    const order = worth.map((_, n) => n).filter((n) => calls(this.#expected[n]));
    order.sort((a, b) => worth[b] - worth[a]);
    const { at, words } = await this.#ask({ number, order });
    for (const n of at < 0 ? order : order.slice(0, order.indexOf(at) + 1)) record[n].tried++;
    if (at >= 0) record[at].noticed++;
    return { caught: words !== '', by: at >= 0 ? this.#expected[at].name : 'a limit', words };
  }

  close() {
    this.#worker?.terminate();
    this.#worker = null;
  }

  async #start() {
    if (this.#worker !== null) return;
    this.#script ??= await bundledCases();
    this.#worker = new Worker(new URL('glance-thread.mjs', import.meta.url), {
      workerData: { script: this.#script, begun: this.#begun },
    });
    if (this.#expected === null) {
      await this.#ask({ bytes: this.#truth });
      this.#expected = (await this.#ask({ functions: this.#functions.length })).expected;
    }
    await this.#ask({ bytes: this.#bytes, expected: this.#expected });
  }

  #ask(question) {
    return new Promise((resolve, reject) => {
      const worker = this.#worker;
      let since = processorTime();
      let begun = -1;
      const watch = setInterval(() => {
        const now = Atomics.load(this.#begun, 0);
        if (now !== begun) {
          begun = now;
          since = processorTime();
        } else if (processorTime() - since > MOST_MILLISECONDS) {
          this.close();
          answered({ at: -1, words: 'it does not end' });
        }
      }, 50);
      const answered = (answer) => {
        clearInterval(watch);
        worker.off('message', answered);
        worker.off('error', failed);
        resolve(answer);
      };
      const failed = (error) => {
        clearInterval(watch);
        this.close();
        reject(error);
      };
      worker.on('message', answered);
      worker.on('error', failed);
      worker.postMessage(question);
    });
  }
}
