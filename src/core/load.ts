// Loads the numeric core. Nothing happens at import: the bytes are compiled when the first instance is asked for.
import { instantiateSync } from '@assemblyscript/loader';
import type { CoreExports } from './generated/core-exports.js';
import { wasmBase64 } from './generated/wasm-bytes.js';

let compiled: WebAssembly.Module | null = null;
const idle: CoreExports[] = [];

/** The core's bytes. */
export function coreBytes(): Uint8Array<ArrayBuffer> {
  const text = atob(wasmBase64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * Takes an instance of the core with memory of its own: an idle one if there is one, else a new one.
 *
 * Instances share the compiled module, so a new one costs well under a millisecond. Give it back with
 * {@link releaseCore}: its memory, which never shrinks, is then used again.
 */
export function acquireCore(): CoreExports {
  const instance = idle.pop();
  if (instance !== undefined) return instance;
  compiled ??= new WebAssembly.Module(coreBytes());
  return instantiateSync(compiled, {}).exports as unknown as CoreExports;
}

/** Memory above which a released instance is left to the garbage collector, bytes. */
const keptBytes = 64 * 1024 * 1024;

/** Gives an instance back. Views into its memory must not be used afterwards. */
export function releaseCore(instance: CoreExports): void {
  if (instance.memory.buffer.byteLength <= keptBytes && idle.length < 4) idle.push(instance);
}
