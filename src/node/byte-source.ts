// The bytes of a file or of stdin, a piece at a time: what is too long for memory is read like this.
import { type FileHandle, open } from 'node:fs/promises';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { EbitError } from '../errors.js';
import { fileFailure } from './files.js';

/** What bytes come from. */
export interface ByteSource {
  /** A path, or `stdin`. */
  readonly name: string;
  /** How many bytes there are; null of what tells only at its end, such as a pipe. */
  readonly size: number | null;
  /** How many of {@link pieces} were read. */
  readonly done: number;
  /**
   * The bytes in their order, each piece valid until the next is asked for. They end early where the signal is aborted.
   *
   * @throws EbitError 'file' or 'disk' saying why they cannot be read
   */
  pieces(): AsyncGenerator<Uint8Array>;
  /**
   * The bytes from one place on, fewer where the file ends; only of what has a size.
   *
   * @throws EbitError as {@link pieces}
   */
  at(start: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** The word for stdin on a command line. */
export const STDIN = '-';

/** Large enough that a read is not felt, small beside all else. */
const PIECE = 65_536;

/**
 * Opens a file, a pipe or, by the path `-`, stdin.
 *
 * @param signal - ends the reading, of a pipe that brings nothing too
 * @throws EbitError 'usage' where stdin is a terminal, 'file' if the path cannot be opened
 */
export async function openBytes(path: string, signal: AbortSignal): Promise<ByteSource> {
  if (path === STDIN) {
    if (process.stdin.isTTY) {
      throw new EbitError(
        'usage',
        'The table is to come from stdin, which is a terminal; pipe one into it: ebit predict MODEL - < TABLE.csv',
      );
    }
    return streamSource(process.stdin, 'stdin', signal);
  }
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
    const found = await handle.stat();
    // What a shell puts in the place of a file (`<(…)`), read so that nobody waits for it who is told to stop.
    if (found.isFIFO()) return streamSource(new Socket({ fd: handle.fd, writable: false }), path, signal);
    return fileSource(handle, path, found.isFile() ? found.size : null, signal);
  } catch (error) {
    throw fileFailure(error, 'read', path);
  }
}

function fileSource(handle: FileHandle, name: string, size: number | null, signal: AbortSignal): ByteSource {
  let done = 0;
  const readInto = async (bytes: Uint8Array, place: number | null): Promise<number> => {
    try {
      return (await handle.read(bytes, 0, bytes.length, place)).bytesRead;
    } catch (error) {
      throw fileFailure(error, 'read', name);
    }
  };
  return {
    name,
    size,
    get done() {
      return done;
    },
    async *pieces() {
      const piece = new Uint8Array(PIECE);
      while (!signal.aborted) {
        const count = await readInto(piece, null);
        if (count === 0) return;
        done += count;
        yield piece.subarray(0, count);
      }
    },
    async at(start, length) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const count = await readInto(bytes.subarray(filled), start + filled);
        if (count === 0) break;
        filled += count;
      }
      return filled === length ? bytes : bytes.slice(0, filled);
    },
    close: () => handle.close(),
  };
}

function streamSource(stream: Readable, name: string, signal: AbortSignal): ByteSource {
  let done = 0;
  return {
    name,
    size: null,
    get done() {
      return done;
    },
    async *pieces() {
      const stop = (): void => void stream.destroy();
      signal.addEventListener('abort', stop, { once: true });
      try {
        if (signal.aborted) return;
        for await (const piece of stream as AsyncIterable<Uint8Array>) {
          done += piece.length;
          yield piece;
        }
      } catch (error) {
        if (!signal.aborted) throw fileFailure(error, 'read', name);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    at: () => Promise.reject(new EbitError('file', `Cannot read "${name}" from a place in its middle.`)),
    close: async () => void stream.destroy(),
  };
}
