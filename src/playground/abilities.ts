import { EbitError } from '../errors.js';
import { messageOf } from './ui/error-note.js';

/** The shortest program that is one: its mark and its version. */
const NOTHING = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Returns why something cannot be done; null where it can. */
function refusal(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return messageOf(error).replace(/[\s.]+$/, '');
  }
}

/**
 * Checks that this browser computes for the page: that it compiles WebAssembly and starts workers. Where it does not, the errors
 * of the library behind it are words for those who build pages, not for those who read one.
 *
 * @throws EbitError 'runtime' without WebAssembly, 'worker' without workers: with the browser's reason and what to do
 */
export function checkAbilities(): void {
  const wasm = refusal(() => new WebAssembly.Module(NOTHING));
  if (wasm !== null) {
    const mend = 'Allow it in the browser’s settings, or open the page in another browser.';
    throw new EbitError('runtime', `This browser compiles no WebAssembly for the page (${wasm}). ${mend}`);
  }
  const address = URL.createObjectURL(new Blob([], { type: 'text/javascript' }));
  const workers = refusal(() => new Worker(address).terminate());
  URL.revokeObjectURL(address);
  if (workers !== null) {
    const mend = 'Allow them in the browser’s settings, or open the page in another browser.';
    throw new EbitError('worker', `This browser starts no workers for the page (${workers}). ${mend}`);
  }
}
