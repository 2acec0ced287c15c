// What a program is refused with: the line and the column, the name, and what to write instead.
import { EbitError, type EbitErrorCode } from '../../errors.js';
import { nearestHint } from '../../options.js';

/** Where something stands in a program, both counted from 1; columns in UTF-16 units, as editors count them. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The error of a program at a place; 'circuit' unless told. */
export function fault(at: Place, message: string, code: EbitErrorCode = 'circuit', cause?: unknown): EbitError {
  return new EbitError(code, `Line ${at.line}, column ${at.column}: ${message}`, cause === undefined ? {} : { cause });
}

/** The longest name that is compared with others, and the most others: a refusal takes no longer than a program. */
const HINTED_LETTERS = 40;
const HINTED_NAMES = 1000;

/** ` Did you mean "cx"?`, or nothing where no known name is near. */
export function hintOf(name: string, known: Iterable<string>): string {
  if (name.length > HINTED_LETTERS) return '';
  const some: string[] = [];
  for (const other of known) {
    if (some.length === HINTED_NAMES) break;
    if (other.length <= HINTED_LETTERS) some.push(other);
  }
  return nearestHint(name, some);
}
