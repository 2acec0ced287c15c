// Threads for a worker's program that is one file for all runtimes: it is copied, renamed and served by others, who do not
// read package.json; some run it as a module, some as none. Bun and Deno have a process too, and Web Workers.
import * as node from './node-thread.js';
import type { OpenParent, StartThread } from './thread.js';
import * as web from './web-thread.js';

const { self, postMessage } = globalThis as { self?: unknown; postMessage?: unknown };
const here = self === undefined && postMessage === undefined ? node : web;

/** How many threads this machine runs at once, as far as it tells. */
export const processors: () => number = here.processors;
/** As the runtime's own. */
export const hasThreads: () => boolean = here.hasThreads;
/** Where this program is, as whoever started it says: it may be run as a module or as none, which would not know. */
export const workerScript: () => URL | null = here.ownScript;
/** As the runtime's own. */
export const scriptOf: (text: string) => URL = here.scriptOf;
/** As the runtime's own. */
export const readText: (path: string, encoding?: string) => string = here.readText;
/** Starts a thread as the runtime does. */
export const startThread: StartThread = here.startThread;
/** Connects this program with whoever started it. */
export const openParent: OpenParent = here.openParent;
