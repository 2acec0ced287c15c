import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import { refuseOtherFormats } from './other-formats.js';

/** What a table is taken for unless told. */
export const STANDARD_ENCODING = 'utf-8';

/** So many bytes are enough to tell what a file is that is no text. */
const BEGINNING = 4000;

/** A text of JavaScript has hardly more letters. */
const MOST_BYTES = 500_000_000;

const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: STANDARD_ENCODING },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/**
 * Returns the text of a table's bytes.
 *
 * A byte order mark says the encoding, whatever else was said. `latin1` means windows-1252 here, as on the web.
 *
 * @param bytes - of the whole file
 * @param encoding - a label of the Encoding Standard, such as `utf-8`, `latin1`, `utf-16le` or `windows-1252`; `utf-8` unless
 *   told
 * @throws EbitError 'config' for an encoding that is not known; 'csv' for bytes that are none of its letters, with the line
 *   of the first and as `cause` the decoder's TypeError, and for what is no text
 * @example decodeTable(Uint8Array.of(0x68, 0xf6, 0x68, 0x65), 'latin1') // 'höhe'
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 */
export function decodeTable(bytes: Uint8Array, encoding: string = STANDARD_ENCODING): string {
  if (!ArrayBuffer.isView(bytes) || bytes.BYTES_PER_ELEMENT !== 1) {
    throw new EbitError('csv', `The bytes of the table are ${shownValue(bytes)}; give a Uint8Array.`);
  }
  if (bytes.length > MOST_BYTES) {
    throw new EbitError(
      'csv',
      `The table has ${bytes.length} bytes, at most ${MOST_BYTES} are read; leave out rows or columns.`,
    );
  }
  const said = decoderOf(encoding);
  const mark = markedEncoding(bytes);
  const decoder = mark === null ? said : decoderOf(mark);
  try {
    const text = decoder.decode(bytes);
    return decoder.encoding === 'windows-1252' ? withLetters(text) : text;
  } catch (cause) {
    if (decoder.encoding === 'utf-8') refuseKnownBytes(bytes);
    throw new EbitError('csv', brokenText(bytes, decoder.encoding), { cause });
  }
}

/** The encoding that a byte order mark says; null without one. */
export function markedEncoding(bytes: Uint8Array): string | null {
  return MARKS.find((one) => one.bytes.every((byte, i) => bytes[i] === byte))?.encoding ?? null;
}

/** @throws EbitError 'csv' for bytes that are no UTF-8, if their beginning tells what they are instead */
export function refuseKnownBytes(bytes: Uint8Array): void {
  // Bytes without a mark that are no UTF-8 need not be UTF-16: the mark's signs go.
  refuseOtherFormats(new TextDecoder().decode(bytes.subarray(0, BEGINNING)).replace(/^\ufffd+/, '\ufffd'));
}

/** The letters of the bytes 0x80 to 0x9f in windows-1252, for decoders that take it for ISO 8859-1, as some of Node's do. */
const WINDOWS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Text of windows-1252 with the letters that a decoder may have left out. */
export function withLetters(text: string): string {
  return text.replace(/\p{Cc}/gu, (letter) => WINDOWS[letter.charCodeAt(0) - 0x80] ?? letter);
}

/** @throws EbitError 'config' for an encoding that is not known */
export function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new EbitError(
      'config',
      `There is no encoding ${shownValue(encoding)}. Use utf-8, latin1, windows-1252, utf-16le, utf-16be or another label of ` +
        'the Encoding Standard.',
      { cause },
    );
  }
}

/**
 * What is wrong with bytes that are no text of an encoding.
 *
 * @param before - how many lines end before these bytes
 */
export function brokenText(bytes: Uint8Array, encoding: string, before = 0): string {
  if (encoding !== 'utf-8') {
    return `The table is not ${encoding} from its beginning to its end; say another encoding (--encoding), or save it as UTF-8.`;
  }
  // No byte of a longer letter of UTF-8 is that of a line's end, so that each line is right or wrong by itself.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [line, start] = [before + 1, 0];
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    const own = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (end < 0 || !isText(decoder, own)) {
      const byte = own[firstFault(own)];
      return (
        `The table is no UTF-8: line ${line} has the byte 0x${byte.toString(16)} where no letter has one. Say its encoding, such ` +
        'as latin1 (--encoding latin1), or save it as UTF-8.'
      );
    }
    [line, start] = [line + 1, end + 1];
  }
}

function isText(decoder: TextDecoder, bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The place of the first byte that is of no letter, in bytes that are not text. */
function firstFault(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    if (isBeginning(bytes.subarray(0, middle))) good = middle;
    else bad = middle - 1;
  }
  // The beginning may end in a letter that does not go on.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  while (good > 0 && !isText(decoder, bytes.subarray(0, good))) good -= 1;
  return good;
}

/** Whether bytes are text as far as they go: a letter at their end need not be whole. */
function isBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
