// Threads where Web Workers are: browsers, Deno and Bun.
import { EbitError } from '../errors.js';
import { addressOf, foundScript } from './found-script.js';
import { awaitStart, BEGUN, begunFault, isBegun, type OpenParent, type StartThread } from './thread.js';

/** How many threads this machine runs at once, as far as it tells. */
export function processors(): number {
  return navigator.hardwareConcurrency || 1;
}

/** Whether threads can be started here; service workers, edge platforms and pages in test runners have none. */
export function hasThreads(): boolean {
  return typeof Worker === 'function';
}

/** Where the worker's program is, as a rule beside this module; bundlers know this form, and bring the file along. */
export function workerScript(): URL | null {
  const beside = addressOf(() => new URL('./worker.js', import.meta.url));
  return foundScript(beside, import.meta.url);
}

/** The address of the program that this thread was started with. */
export function ownScript(): URL | null {
  const { name, location } = globalThis as { name?: string; location?: Location };
  return addressOf(() => new URL(name || (location?.href ?? '')));
}

/** The address that a text gives. @throws TypeError for one that gives none */
export function scriptOf(text: string): URL {
  return new URL(text, globalThis.location?.href);
}

/** The address of a program whose text is here. */
export function addressOfText(text: string): URL {
  return new URL(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
}

/** @throws EbitError 'file': there are no files here, give the rows themselves */
export function readText(path: string): string {
  throw new EbitError('file', `"${path}" cannot be read here, where there are no files; give the rows themselves.`);
}

/** Whether a page's browser would not start a worker from there, for it comes from elsewhere than the page. */
function isForeign(script: URL): boolean {
  const { location } = globalThis as { location?: Location };
  return location !== undefined && /^https?:$/.test(script.protocol) && script.origin !== location.origin;
}

/** Runtimes other than browsers let a program end that a worker lives on, if they are told so. */
interface Holdable {
  ref?(): void;
  unref?(): void;
}

/** Starts a Web Worker; one of another origin by way of a program of this one, which imports it. */
export const startThread: StartThread = (script, { message, lost }) => {
  const by = isForeign(script) ? addressOfText(`import ${JSON.stringify(script.href)};`) : null;
  const worker = new Worker(by ?? script, { type: 'module', name: script.href });
  let [over, hasBegun] = [false, false];
  const end = () => {
    over = true;
    settle();
    worker.terminate();
  };
  const lose = (why: string) => {
    if (over) return;
    end();
    lost(why, hasBegun);
  };
  const stopWaiting = awaitStart(lose);
  const settle = () => {
    stopWaiting();
    if (by !== null) URL.revokeObjectURL(by.href);
  };
  worker.onmessage = ({ data }) => {
    if (isBegun(data)) {
      const fault = begunFault(data);
      if (fault !== null) return lose(fault);
    }
    if (!hasBegun) settle();
    hasBegun = true;
    if (!over && !isBegun(data)) message(data);
  };
  worker.onmessageerror = () => lose('what it sent could not be read');
  const unloaded =
    by === null
      ? 'it could not be loaded'
      : 'it could not be loaded: its origin has to allow this one to read it (CORS), and a Content-Security-Policy has to ' +
        `allow worker-src blob: ${script.origin}`;
  worker.onerror = (event) => {
    // Some runtimes end the whole program over a worker's error unless it is taken off their hands.
    event.preventDefault();
    lose(event.message || (hasBegun ? 'an error that says nothing' : unloaded));
  };
  const { ref, unref } = worker as Holdable;
  const hold = (isAwaited: boolean) => (isAwaited ? ref : unref)?.call(worker);
  hold(false);
  return {
    post: (sent) => worker.postMessage(sent),
    hold,
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
