// Threads where Node's worker threads are.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parentPort, Worker } from 'node:worker_threads';
import { EbitError, messageOf } from '../errors.js';
import type { OpenParent, StartThread } from './thread.js';

/** How many threads this machine runs at once. */
export function processors(): number {
  return availableParallelism();
}

/** Where the worker's program is, beside this module. */
export function workerScript(): URL {
  return new URL('./worker.js', import.meta.url);
}

/** Returns the text of a file. @throws EbitError 'file' if it cannot be read */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new EbitError('file', `"${path}" cannot be read: ${messageOf(cause)}.`, { cause });
  }
}

/** Starts a worker thread. */
export const startThread: StartThread = (script, { message, lost }) => {
  // Flags that its program was started with are not for the worker's: --input-type, which programs from standard input
  // need, forbids a file.
  const worker = new Worker(script, { execArgv: [] });
  let over = false;
  const lose = (why: string) => {
    if (over) return;
    over = true;
    void worker.terminate();
    lost(why);
  };
  worker.on('message', (sent) => {
    if (!over) message(sent);
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
  parentPort?.on('message', message);
  return (sent) => parentPort?.postMessage(sent);
};
