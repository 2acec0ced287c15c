// The bytes of a table as text, piece by piece: what decodeTable says of a whole file, of one that does not fit in memory.
import { EbitError } from '../errors.js';
import {
  brokenText,
  decoderOf,
  markedEncoding,
  refuseKnownBytes,
  STANDARD_ENCODING,
  withLetters,
} from './decode-table.js';

/** Bytes on their way to be text. */
export interface TextStream {
  /**
   * The text of the next bytes, as far as their letters are whole.
   *
   * @throws EbitError 'csv' for bytes that are none of the encoding's letters, as `decodeTable`
   */
  push(bytes: Uint8Array): string;
  /** The text of what was held back. @throws EbitError 'csv' for a letter that does not go on */
  end(): string;
}

/** The longest byte order mark has so many bytes, and a letter's first ones are no more. */
const MARK = 3;

/** So much of the beginning is kept to tell what a file is that is no text. */
const BEGINNING = 4000;

const NONE: Uint8Array = new Uint8Array(0);

/**
 * Returns what makes text of a table's bytes, piece by piece, wherever they are cut. A byte order mark says the encoding,
 * whatever else was said.
 *
 * @param encoding - as `decodeTable` takes it
 * @throws EbitError 'config' for an encoding that is not known
 */
export function textStream(encoding: string = STANDARD_ENCODING): TextStream {
  const said = decoderOf(encoding);
  let decoder: TextDecoder | null = null;
  let beginning = NONE;
  /** Bytes that wait: for the whole mark at first, then a letter's first ones. */
  let held = NONE;
  let lines = 0;

  const start = (): TextDecoder => {
    const mark = markedEncoding(held);
    return mark === null ? said : decoderOf(mark);
  };
  const decode = (by: TextDecoder, bytes: Uint8Array, isLast: boolean): string => {
    try {
      const text = by.decode(bytes, { stream: !isLast });
      return by.encoding === 'windows-1252' ? withLetters(text) : text;
    } catch (cause) {
      if (by.encoding === 'utf-8') refuseKnownBytes(beginning);
      throw new EbitError('csv', brokenText(joined(held, bytes), by.encoding, lines), { cause });
    }
  };
  return {
    push(bytes) {
      if (beginning.length < BEGINNING) beginning = joined(beginning, bytes.subarray(0, BEGINNING - beginning.length));
      let next = bytes;
      if (decoder === null) {
        held = joined(held, bytes);
        if (held.length < MARK) return '';
        decoder = start();
        [next, held] = [held, NONE];
      }
      const text = decode(decoder, next, false);
      held = unfinished(joined(held, next.subarray(-MARK)));
      lines += lineEnds(next);
      return text;
    },
    end() {
      if (decoder !== null) return decode(decoder, NONE, true);
      const last = held;
      decoder = start();
      held = NONE;
      return decode(decoder, last, true);
    },
  };
}

/** Both in a row, in memory of their own. */
function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function lineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

/** The bytes at the end that begin a letter of UTF-8 and do not end it. */
function unfinished(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.slice(bytes.length - back) : NONE;
  }
  return NONE;
}
