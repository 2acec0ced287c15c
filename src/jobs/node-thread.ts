// Threads where Node's worker threads are. Its modules are loaded when they are first needed: to most programs they would
// only be a tenth of the time until a first prediction.
import { decodeTable } from '../data/decode-table.js';
import { EbitError, isEbitError, messageOf } from '../errors.js';
import { addressOf, foundScript } from './found-script.js';
import { awaitStart, BEGUN, begunFault, isBegun, type OpenParent, type StartThread } from './thread.js';

// They are asked of the process, so that a worker's program that runs in browsers too may have this module in it; as a
// property, for a bundler would bring a browser its own kind of process.
const threads = () => globalThis.process.getBuiltinModule('node:worker_threads');

/** How many threads this machine runs at once. */
export function processors(): number {
  return globalThis.process.getBuiltinModule('node:os').availableParallelism();
}

/** Whether threads can be started here. */
export function hasThreads(): boolean {
  return true;
}

/** Where the worker's program is: beside this module, or in the package as a bundle finds it. */
export function workerScript(): URL | null {
  const beside = addressOf(() => new URL('./browser/worker.js', import.meta.url));
  return foundScript(beside, import.meta.url);
}

/** The address of the program that this thread was started with. */
export function ownScript(): URL | null {
  const { script } = (threads().workerData ?? {}) as { script?: string };
  return script === undefined ? null : new URL(script);
}

/** The address that a text gives, which may be an absolute path. @throws TypeError for one that gives none */
export function scriptOf(text: string): URL {
  const { isAbsolute } = globalThis.process.getBuiltinModule('node:path');
  return isAbsolute(text) ? globalThis.process.getBuiltinModule('node:url').pathToFileURL(text) : new URL(text);
}

/** The address of a program whose text is here. */
export function addressOfText(text: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}

/** Returns the text of a file. @throws EbitError 'file' if it cannot be read; as `decodeTable` */
export function readText(path: string, encoding?: string): string {
  const { readFileSync } = globalThis.process.getBuiltinModule('node:fs');
  try {
    if (encoding === undefined) return readFileSync(path, 'utf8');
    return decodeTable(readFileSync(path), encoding);
  } catch (cause) {
    if (isEbitError(cause)) throw cause;
    throw new EbitError('file', `"${path}" cannot be read: ${messageOf(cause)}.`, { cause });
  }
}

/** Starts a worker thread. */
export const startThread: StartThread = (script, { message, lost }) => {
  // Flags that its program was started with are not for the worker's: --input-type, which programs from standard input
  // need, forbids a file.
  const { Worker } = threads();
  const worker = new Worker(script, { execArgv: [], workerData: { script: script.href } });
  let [over, hasBegun] = [false, false];
  const end = () => {
    over = true;
    stopWaiting();
    return worker.terminate();
  };
  const lose = (why: string) => {
    if (over) return;
    void end();
    lost(why, hasBegun);
  };
  const stopWaiting = awaitStart(lose);
  worker.on('message', (sent) => {
    if (isBegun(sent)) {
      const fault = begunFault(sent);
      if (fault !== null) return lose(fault);
    }
    if (!hasBegun) stopWaiting();
    hasBegun = true;
    if (!over && !isBegun(sent)) message(sent);
  });
  worker.on('messageerror', () => lose('what it sent could not be read'));
  worker.on('error', (error) => lose(messageOf(error)));
  worker.on('exit', (code) => lose(`it ended with exit code ${code}`));
  // After the listeners: to add one holds the worker.
  worker.unref();
  return {
    post: (sent) => worker.postMessage(sent),
    hold: (isAwaited) => (isAwaited ? worker.ref() : worker.unref()),
    async end() {
      await end();
    },
  };
};

/** Connects a worker thread's program with whoever started it. */
export const openParent: OpenParent = (message) => {
  const { parentPort } = threads();
  parentPort?.on('message', message);
  parentPort?.postMessage(BEGUN);
  return (sent) => parentPort?.postMessage(sent);
};
