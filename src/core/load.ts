// Loads the numeric core. Nothing happens at import: the bytes are compiled when the first instance is asked for.
import { EbitError } from '../errors.js';
import type { CoreExports } from './generated/core-exports.js';
import { openLoader } from './generated/loader.js';
import { wasmBase64 } from './generated/wasm-bytes.js';

/** What of the loader is used; it is itself made when the core is first needed, for it wants a TextDecoder at once. */
type Loader = Pick<ReturnType<typeof openLoader>, 'instantiateSync'>;

let compiled: { readonly module: WebAssembly.Module; readonly loader: Loader } | null = null;
const idle: CoreExports[] = [];

/** What decodes base64 where there is something: the loop in its place takes a hundred times as long. */
interface Decoders {
  readonly Uint8Array: { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  readonly Buffer?: { from(text: string, encoding: 'base64'): Uint8Array<ArrayBuffer> };
}

/** The core's bytes. */
export function coreBytes(): Uint8Array<ArrayBuffer> {
  const { Uint8Array: array, Buffer: buffer } = globalThis as Decoders;
  const decoded = array.fromBase64?.(wasmBase64) ?? buffer?.from(wasmBase64, 'base64');
  if (decoded !== undefined) return decoded;
  const text = atob(wasmBase64);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const engines = 'an engine with WebAssembly and its SIMD, such as Node 20, Deno, Bun, or a browser of 2023 or later';

/** What of the loader the core needs: it exports no text, so where there is no TextDecoder one that reads none will do. */
function openedLoader(): Loader {
  if (typeof TextDecoder !== 'undefined') return openLoader();
  const scope = globalThis as { TextDecoder?: unknown };
  scope.TextDecoder = class {};
  try {
    return openLoader();
  } finally {
    delete scope.TextDecoder;
  }
}

function compiledCore(): NonNullable<typeof compiled> {
  if (typeof WebAssembly === 'undefined') {
    throw new EbitError(
      'runtime',
      `This JavaScript engine has no WebAssembly, in which the core is written; use ${engines}.`,
    );
  }
  try {
    return { module: new WebAssembly.Module(coreBytes()), loader: openedLoader() };
  } catch (cause) {
    throw refusedCore(cause);
  }
}

/** Why the core cannot be compiled or instantiated: no memory, or a rule or an engine that does not take it. */
function refusedCore(cause: unknown): EbitError {
  const { name, message } = (typeof cause === 'object' && cause !== null ? cause : {}) as Partial<Error>;
  const why = String(message ?? cause)
    .replace(/\s+/g, ' ')
    .replace(/[. ]*$/, '');
  if (name === 'RangeError') {
    const mend = 'close sessions and simulators that are no longer used, or other programs';
    return new EbitError('memory', `There is no memory left for another instance of the core (${why}); ${mend}.`, {
      cause,
    });
  }
  return new EbitError(
    'runtime',
    `The core's WebAssembly was refused (${why}). A page's Content-Security-Policy has to allow it: script-src ` +
      `'wasm-unsafe-eval'. Where there is no such rule, use ${engines}.`,
    { cause },
  );
}

/**
 * Takes an instance of the core with memory of its own: an idle one if there is one, else a new one.
 *
 * Instances share the compiled module, so a new one costs well under a millisecond. Give it back with
 * {@link releaseCore}: its memory, which never shrinks, is then used again.
 *
 * @throws EbitError 'runtime' where WebAssembly is missing, refused by a Content-Security-Policy, or lacks SIMD; 'memory'
 *   where there is none for another instance
 */
export function acquireCore(): CoreExports {
  const instance = idle.pop();
  if (instance !== undefined) return instance;
  compiled ??= compiledCore();
  try {
    return compiled.loader.instantiateSync(compiled.module, {}).exports as unknown as CoreExports;
  } catch (cause) {
    throw refusedCore(cause);
  }
}

/** What idle instances may hold together, bytes, and how many they may be; the rest is left to the garbage collector. */
export const keptIdle = { bytes: 64 * 1024 * 1024, count: 4 } as const;

/** Bytes that idle instances hold now. */
export function idleBytes(): number {
  return idle.reduce((sum, { memory }) => sum + memory.buffer.byteLength, 0);
}

/** Gives an instance back. Views into its memory must not be used afterwards. */
export function releaseCore(instance: CoreExports): void {
  const bytes = idleBytes() + instance.memory.buffer.byteLength;
  if (bytes <= keptIdle.bytes && idle.length < keptIdle.count) idle.push(instance);
}
