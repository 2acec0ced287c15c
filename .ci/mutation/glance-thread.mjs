// The thread of glance.mjs. Gets { bytes } of a core, answers { names } of the cases; then gets { number, order } of a mutant
// and of the cases to run on it, and answers { at, words }: which case noticed it and how, or -1 and nothing.
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const { script, begun, truth } = workerData;
const program = new Script(`${script}; globalThis.ebitCases = ebitCases;`);

/** Pages beyond which a mutant is stopped: what the cases want is less than a tenth. */
const MOST_PAGES = 2048;

/** The cases over cores of one module. */
function worldOf(module) {
  const idle = [];
  let all = [];
  let number = 0;
  globalThis.cores = {
    coreBytes: () => new Uint8Array(),
    acquireCore() {
      const before = idle.pop();
      if (before !== undefined) return before;
      const { exports } = new WebAssembly.Instance(module, {});
      const memory = {
        get buffer() {
          return exports.memory.buffer;
        },
        grow(pages) {
          if (exports.memory.buffer.byteLength / 65536 + pages > MOST_PAGES) throw new RangeError('too much memory');
          return exports.memory.grow(pages);
        },
      };
      const core = { ...exports, memory };
      core.chooseMutant?.(number);
      all.push(core);
      return core;
    },
    releaseCore(core) {
      idle.push(core);
    },
  };
  program.runInThisContext();
  const { digestCases } = globalThis.ebitCases;
  // What is made once and kept is made of the true arithmetic.
  for (const { run } of digestCases.slice(0, 1)) run();
  return {
    digestCases,
    choose(n) {
      number = n;
      for (const core of all) core.chooseMutant?.(n);
    },
    /** Cores that a case has not given back, for a trap came between, are left to the garbage collector. */
    forget() {
      all = [...idle];
    },
  };
}

const bitsOf = (numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);

const expected = worldOf(new WebAssembly.Module(truth)).digestCases.map(({ run }) => {
  Atomics.add(begun, 0, 1);
  const { numbers, bytes } = run();
  return { bits: bitsOf(numbers), bytes };
});
let world = null;

function look({ number, order }) {
  world.choose(number);
  for (const at of order) {
    Atomics.add(begun, 0, 1);
    const { run } = world.digestCases[at];
    try {
      const { numbers, bytes } = run();
      if (!expected[at].bits.equals(bitsOf(numbers))) return { at, words: 'other bits' };
      if (expected[at].bytes !== bytes) return { at, words: 'another amount of memory' };
    } catch (error) {
      world.forget();
      return { at, words: String(error).split('\n')[0].slice(0, 120) };
    }
  }
  return { at: -1, words: '' };
}

parentPort.on('message', (question) => {
  if (question.bytes === undefined) {
    parentPort.postMessage(look(question));
    return;
  }
  world = worldOf(new WebAssembly.Module(question.bytes));
  parentPort.postMessage({ names: world.digestCases.map(({ name }) => name) });
});
