// Threads where Node's worker threads are. Its modules are loaded when they are first needed: to most programs they would
// only be a tenth of the time until a first prediction.
import { decodeTable } from '../data/decode-table.js';
import { EbitError, isEbitError, messageOf } from '../errors.js';
import { BEGUN, type OpenParent, type StartThread } from './thread.js';

// They are asked of the process, so that a worker's program that runs in browsers too may have this module in it.
const threads = () => process.getBuiltinModule('node:worker_threads');

/** How many threads this machine runs at once. */
export function processors(): number {
  return process.getBuiltinModule('node:os').availableParallelism();
}

/** Where the worker's program is, beside this module. */
export function workerScript(): URL {
  return new URL('./worker.js', import.meta.url);
}

/** Returns the text of a file. @throws EbitError 'file' if it cannot be read; as `decodeTable` */
export function readText(path: string, encoding?: string): string {
  const { readFileSync } = process.getBuiltinModule('node:fs');
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
  const worker = new Worker(script, { execArgv: [] });
  let [over, hasBegun] = [false, false];
  const lose = (why: string) => {
    if (over) return;
    over = true;
    void worker.terminate();
    lost(why, hasBegun);
  };
  worker.on('message', (sent) => {
    hasBegun = true;
    if (!over && sent !== BEGUN) message(sent);
  });
  worker.on('messageerror', () => lose('what it sent could not be read'));
  worker.on('error', (error) => lose(messageOf(error)));
  worker.on('exit', (code) => lose(`it ended with exit code ${code}`));
  return {
    post: (sent) => worker.postMessage(sent),
    async end() {
      over = true;
      await worker.terminate();
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
