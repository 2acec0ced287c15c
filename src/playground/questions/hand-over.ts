/** What answers hand over with them. */
const buffers = new WeakMap<object, readonly ArrayBuffer[]>();

/** Has an answer's arrays be handed over to the page instead of copied; the worker does not have them any more. */
export function handedOver<T extends object>(answer: T, arrays: readonly Float64Array[]): T {
  buffers.set(
    answer,
    [...new Set(arrays.map(({ buffer }) => buffer))].filter((buffer) => buffer instanceof ArrayBuffer),
  );
  return answer;
}

/** What an answer hands over. */
export function handedOverWith(answer: unknown): readonly ArrayBuffer[] {
  return typeof answer === 'object' && answer !== null ? (buffers.get(answer) ?? []) : [];
}
