// The entry `ebit/inline-worker`: the program of worker threads as a text, for programs whose bundlers bring no file along.
import { addressOfText } from '#thread';
import { text } from './worker.js?text';

let address: URL | null = null;

/**
 * Returns an address of the program for threads that is part of whatever bundle this is in: a Blob's in browsers, Deno and Bun,
 * a `data:` URL in Node. A bundle grows by 430 kB with it, 160 kB gzipped.
 *
 * It is the mend where `fitMany` finds no worker: `script: inlineWorker()`. A page's Content-Security-Policy has to allow
 * `worker-src blob:` for it.
 */
export function inlineWorker(): URL {
  address ??= addressOfText(text);
  return address;
}
