// Records as lines of JSON, one a line, piece by piece.
import { EbitError, messageOf } from '../errors.js';
import { cutShort } from '../shown-value.js';
import { isRoundedInteger } from './numbers.js';

/** No line that means something is longer. */
const LONGEST_LINE = 16_777_216;

/** A whole number of so many digits may be one that a double rounds. */
const LONG_NUMBER = /(?<![\d.eE+"-])-?\d{16,}(?![\d.eE])/g;

/** Lines of JSON on their way to be records. */
export interface JsonLines {
  /** The records of the lines that end in the next piece. @throws EbitError 'csv' for a line that is no JSON */
  push(text: string): unknown[];
  /** That of a last line without an end. @throws EbitError 'csv' as `push` */
  end(): unknown[];
}

/** Returns what reads lines of JSON, wherever their text is cut into pieces; empty lines do not count. */
export function jsonLines(): JsonLines {
  let rest = '';
  let line = 0;
  const recordsOf = (text: string): unknown[] => {
    const records: unknown[] = [];
    for (const one of text.split('\n')) {
      line += 1;
      if (one.trim() !== '') records.push(recordOf(one, line));
    }
    return records;
  };
  return {
    push(text) {
      const end = text.lastIndexOf('\n');
      if (end < 0) {
        rest += text;
        if (rest.length <= LONGEST_LINE) return [];
        throw new EbitError(
          'csv',
          `Line ${line + 1} has more than ${LONGEST_LINE} characters; write a record a line, as JSON Lines have it.`,
        );
      }
      const whole = rest + text.slice(0, end);
      rest = text.slice(end + 1);
      return recordsOf(whole);
    },
    end: () => (rest === '' ? [] : recordsOf(rest)),
  };
}

/** @throws EbitError 'csv' for a line that is no JSON, or holds a whole number that a double rounds */
function recordOf(text: string, line: number): unknown {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (cause) {
    const list =
      line === 1 && /^\s*\[\s*$/.test(text)
        ? ' A list of records is no JSON Lines: write one a line (jq -c ".[]").'
        : '';
    throw new EbitError('csv', `Line ${line} is no JSON: ${cutShort(messageOf(cause))}.${list}`, { cause });
  }
  const long = text.match(LONG_NUMBER)?.find(isRoundedInteger);
  if (long === undefined || !holdsRounded(record)) return record;
  throw new EbitError(
    'csv',
    `Line ${line} has ${cutShort(long)}, which a double rounds to ${Number(long)}; count from a nearer zero, write it as a text, ` +
      'or leave the column out.',
  );
}

/** Whether one of a record's values is a number beyond those that count one by one; digits in a text are none. */
function holdsRounded(record: unknown): boolean {
  return (
    typeof record === 'object' &&
    record !== null &&
    Object.values(record).some((value) => Number.isInteger(value) && !Number.isSafeInteger(value))
  );
}
