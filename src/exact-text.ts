/** Returns plain data as JSON that tells -0 from 0: an angle of -0 may differ from 0 in the sign of a zero. */
export function exactText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (Object.is(part, -0) ? '-0' : part));
}
