import { openWhole, type WholeFile } from '../node/whole-file.js';
import type { Terminal } from './terminal.js';

/** Where a command's data go as they come. */
export interface Output {
  /** @throws EbitError 'disk' or 'file' if they cannot be written */
  write(text: string): Promise<void>;
  /** Puts a file in its place. @throws EbitError as {@link write} */
  commit(): void;
  /** Leaves nothing behind of a file that is not whole. */
  discard(): void;
}

/**
 * Returns where data go: into a file, which is there only when it is whole, or to stdout.
 *
 * @param path - of the file, which is made with the first of them; undefined for stdout
 */
export function outputTo(path: string | undefined, terminal: Terminal, signal: AbortSignal): Output {
  if (path === undefined) {
    return { write: (text) => terminal.flow(text, signal), commit: () => {}, discard: () => {} };
  }
  let file: WholeFile | null = null;
  return {
    write: async (text) => {
      file ??= openWhole(path);
      file.write(text);
    },
    commit: () => file?.commit(),
    discard: () => file?.discard(),
  };
}
