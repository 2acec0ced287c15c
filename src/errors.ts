/** Every kind of failure that this program reports. The list is closed: a caller can switch over it. */
export const errorCodes = [
  'shape',
  'range',
  'not-finite',
  'labels',
  'columns',
  'csv',
  'network',
  'game',
  'circuit',
  'measured',
  'memory',
  'runtime',
  'closed',
  'model',
  'model-version',
  'config',
  'file',
  'disk',
  'checkpoint',
  'aborted',
  'worker',
  'redis',
  'usage',
] as const;

/** One entry of {@link errorCodes}. */
export type EbitErrorCode = (typeof errorCodes)[number];

/**
 * A failure that the caller can act on: `code` says which kind, the message names the value, the limit and the mend.
 *
 * @example
 * try {
 *   bellNetwork({ ebits: 9 });
 * } catch (error) {
 *   if (!isEbitError(error)) throw error;
 *   error.code; // 'network'
 *   error.message; // '9 ebits do not fit on processors of 4 qubits; give an integer from 0 to 4.'
 * }
 */
export class EbitError extends Error {
  readonly code: EbitErrorCode;

  constructor(code: EbitErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EbitError';
    this.code = code;
  }
}

/**
 * Tells whether a caught value is an {@link EbitError}.
 *
 * It looks at the name and the code, not at the class: an error that came back from a worker thread, or from a second
 * copy of this package, has lost its prototype but means the same.
 *
 * @param value - whatever was caught
 * @example
 * isEbitError(new EbitError('range', 'The depth is -1; give an integer from 0 to 1000.')); // true
 * isEbitError(new RangeError('no')); // false
 */
export function isEbitError(value: unknown): value is EbitError {
  // By what it calls itself, for where a program has several realms each of them has an Error of its own.
  if (Object.prototype.toString.call(value) !== '[object Error]') return false;
  const { name, code } = value as { name?: unknown; code?: unknown };
  return name === 'EbitError' && (errorCodes as readonly unknown[]).includes(code);
}

/** What a caught value says: an error its message, anything else itself, whatever realm it comes from. */
export function messageOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'message' in value) return String(value.message);
  return String(value);
}
