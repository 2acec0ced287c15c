// Threads where Web Workers are: browsers, Deno and Bun.
import { EbitError } from '../errors.js';
import { BEGUN, type OpenParent, type StartThread } from './thread.js';

/** How many threads this machine runs at once, as far as it tells. */
export function processors(): number {
  return navigator.hardwareConcurrency || 1;
}

/** Where the worker's program is, beside this module. Bundlers know this form, and bring the file along. */
export function workerScript(): URL {
  return new URL('./worker.js', import.meta.url);
}

/** @throws EbitError 'file': there are no files here, give the rows themselves */
export function readText(path: string): string {
  throw new EbitError('file', `"${path}" cannot be read here, where there are no files; give the rows themselves.`);
}

/** Starts a Web Worker. */
export const startThread: StartThread = (script, { message, lost }) => {
  const worker = new Worker(script, { type: 'module' });
  let [over, hasBegun] = [false, false];
  const end = () => {
    over = true;
    worker.terminate();
  };
  const lose = (why: string) => {
    if (over) return;
    end();
    lost(why, hasBegun);
  };
  worker.onmessage = ({ data }) => {
    hasBegun = true;
    if (!over && data !== BEGUN) message(data);
  };
  worker.onmessageerror = () => lose('what it sent could not be read');
  worker.onerror = (event) => {
    // Some runtimes end the whole program over a worker's error unless it is taken off their hands.
    event.preventDefault();
    lose(event.message || (hasBegun ? 'an error that says nothing' : 'it could not be loaded'));
  };
  return {
    post: (sent) => worker.postMessage(sent),
    async end() {
      end();
    },
  };
};

/** Connects a Web Worker's program with whoever started it. */
export const openParent: OpenParent = (message) => {
  self.onmessage = ({ data }) => message(data);
  self.postMessage(BEGUN);
  return (sent) => self.postMessage(sent);
};
