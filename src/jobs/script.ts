import { hasThreads, scriptOf, workerScript } from '#thread';
import { EbitError } from '../errors.js';
import { cutShort, shownValue } from '../shown-value.js';

/** What helps where the program of threads is not there. */
export const scriptMend =
  "Say where it is: { script: new URL('ebit/worker', import.meta.url) } where Vite, webpack or Parcel bundle, " +
  "{ script: inlineWorker() } from 'ebit/inline-worker' where others do, or the address of a copy of ebit's dist/browser/worker.js; or do " +
  'without threads: { workers: 0 }.';

/** An address as it is shown: one that is a program itself is not read by anybody. */
export function shownAddress({ href, protocol }: URL): string {
  return protocol === 'data:' ? cutShort(href) : href;
}

/**
 * The address of a program for threads; a URL is told by its href, since programs of several realms have several URLs.
 *
 * @throws EbitError 'worker' for what is no address
 */
export function checkedScript(given: URL | string): URL {
  const script: unknown = given;
  try {
    if (typeof script === 'object' && script !== null && 'href' in script) return new URL(String(script.href));
    if (typeof script === 'string' && script !== '') return scriptOf(script);
  } catch {
    // It is refused like all else.
  }
  throw new EbitError(
    'worker',
    `${shownValue(script)} is no address of a worker's program; give a URL or an absolute address, such as ` +
      "new URL('ebit/worker', import.meta.url).",
  );
}

/**
 * The address of the program for threads: the one given, or the built one wherever that is.
 *
 * @throws EbitError 'worker' for what is no address; 'runtime' where there are no threads, or no program was found
 */
export function scriptFor(given: URL | string | undefined): URL {
  const script = given === undefined ? null : checkedScript(given);
  if (!hasThreads()) {
    throw new EbitError(
      'runtime',
      'There are no threads here: this runtime has no Worker, as service workers, edge platforms and test runners have none. ' +
        'Do without: { workers: 0 }, or callingThread() for an executor.',
    );
  }
  const found = script ?? workerScript();
  if (found !== null) return found;
  throw new EbitError(
    'runtime',
    `The program for threads is not beside this bundle, nor in a package "ebit". ${scriptMend}`,
  );
}

/** Whether work that nobody said a number of threads for is better done by the calling one: there are no others. */
export function isAlone(workers: number | undefined, script: URL | string | undefined): boolean {
  return workers === 0 || (workers === undefined && script === undefined && !hasThreads());
}
