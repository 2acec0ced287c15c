import { coreBytes } from './load.js';

/** Returns how many bytes of WebAssembly the numeric core has. */
export function coreSize(): number {
  return coreBytes().length;
}
