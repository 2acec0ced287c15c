// The thread of glance.mjs. Gets { bytes } of a core; then { functions }, their number, where it is the true one, and answers
// what is { expected } of each case. Then it gets { bytes, expected } of mutants, and for each { number, order }: answers
// { at, words }, which of the cases, in that order, noticed it and how, or -1 and nothing.
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const { script, begun } = workerData;
const program = new Script(`${script}; globalThis.ebitCases = ebitCases;`);

/** Pages beyond which a mutant is stopped: what the cases want is less than a tenth. */
const MOST_PAGES = 2048;

/** The cases over cores of one module. */
function worldOf(module) {
  const idle = [];
  const all = [];
  const held = new Set();
  let number = 0;
  globalThis.cores = {
    coreBytes: () => new Uint8Array(),
    acquireCore() {
      const before = idle.pop();
      if (before !== undefined) {
        held.add(before);
        return before;
      }
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
      held.add(core);
      return core;
    },
    releaseCore(core) {
      held.delete(core);
      idle.push(core);
    },
  };
  program.runInThisContext();
  const { digestCases } = globalThis.ebitCases;
  // The core that is taken once and kept for ever is taken now.
  digestCases[0].run();
  held.clear();
  return {
    digestCases,
    choose(n) {
      number = n;
      for (const core of all) core.chooseMutant?.(n);
    },
    /** Numbers of the functions that were called since this was asked. */
    called(functions) {
      const numbers = Array.from({ length: functions }, (_, n) => n);
      // Each core is asked about each, for to ask clears the mark.
      return numbers.filter((n) => all.filter((core) => core.takeMark(n)).length > 0);
    },
    /** Takes back the cores of a case that was broken off. */
    takeBack() {
      idle.push(...held);
      held.clear();
    },
  };
}

const bitsOf = (numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);

/** What a case gives, to be compared to the last bit. */
function outcomeOf({ name, run }) {
  Atomics.add(begun, 0, 1);
  const start = performance.now();
  const { numbers, bytes } = run();
  return { name, bits: bitsOf(numbers), bytes, milliseconds: performance.now() - start };
}

let expected = null;
let world = null;

function look({ number, order }) {
  world.choose(number);
  for (const at of order) {
    try {
      const { bits, bytes } = outcomeOf(world.digestCases[at]);
      if (Buffer.compare(expected[at].bits, bits) !== 0) return { at, words: 'other bits' };
      if (expected[at].bytes !== bytes) return { at, words: 'another amount of memory' };
    } catch (error) {
      world.takeBack();
      return { at, words: String(error).split('\n')[0].slice(0, 120) };
    }
  }
  return { at: -1, words: '' };
}

function answerTo(question) {
  // Timed when they are warm.
  if (question.functions !== undefined) {
    world.called(question.functions);
    const outcomes = () =>
      world.digestCases.map((one) => ({ ...outcomeOf(one), called: world.called(question.functions) }));
    return { expected: [1, 2].map(outcomes)[1] };
  }
  if (question.bytes === undefined) return look(question);
  world = worldOf(new WebAssembly.Module(question.bytes));
  expected = question.expected;
  return {};
}

parentPort.on('message', (question) => parentPort.postMessage(answerTo(question)));
