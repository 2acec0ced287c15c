import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import { coreDigest } from './generated/core-digest.js';
import { takeModule } from './load.js';

/** Which core a module is, as its build has written into it; null for a module that is none. */
function digestOf(module: WebAssembly.Module): string | null {
  const [section] = WebAssembly.Module.customSections(module, 'ebit');
  return section === undefined ? null : String.fromCharCode(...new Uint8Array(section));
}

/** By what it calls itself, for where a program has several realms each of them has a WebAssembly of its own. */
function isModule(value: unknown): value is WebAssembly.Module {
  return Object.prototype.toString.call(value) === '[object WebAssembly.Module]';
}

/**
 * Gives the library its numeric core as a compiled module, for runtimes that refuse to compile bytes while they run:
 * Cloudflare's workerd and other edge platforms, which compile the files that a program imports beforehand.
 *
 * Call it before anything is computed. Where the core is already in use it does no harm: what is opened from then on is made
 * of the module given, which is the same core. It stays in this thread; worker threads compile their own.
 *
 * @param module - the package's `ebit/core.wasm`, compiled
 * @throws EbitError 'runtime' where there is no WebAssembly; 'config' for what is no `WebAssembly.Module`, or is not the core of
 *   this version of the package
 * @example
 * useCore(core); // workerd hands it out to a program that imports ebit/core.wasm
 */
export function useCore(module: WebAssembly.Module): void {
  if (typeof WebAssembly === 'undefined') {
    throw new EbitError(
      'runtime',
      'This JavaScript engine has no WebAssembly, in which the core is written, so none can be used.',
    );
  }
  if (!isModule(module)) {
    throw new EbitError(
      'config',
      `The core is ${shownValue(module)}; give a WebAssembly.Module: what importing ebit/core.wasm gives on the platform, or ` +
        'new WebAssembly.Module(bytes) of that file.',
    );
  }
  const digest = digestOf(module);
  if (digest !== coreDigest) {
    const what =
      digest === null ? "is not ebit's" : `is that of another version of ebit (${digest}, not ${coreDigest})`;
    throw new EbitError(
      'config',
      `The WebAssembly module ${what}; give the file ebit/core.wasm of the package that useCore was imported from.`,
    );
  }
  takeModule(module);
}
