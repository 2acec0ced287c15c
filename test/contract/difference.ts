import type { Answer } from './answer.js';

/** What is committed: the digest of every value, in the order of the program. */
export type Digests = Readonly<Record<string, string>>;

/** Where answers first differ from what is expected. */
export interface Difference {
  readonly name: string;
  readonly expected: string | null;
  readonly found: string | null;
}

/** Returns the first value, in the order of the program, that is not as expected; null if all are. */
export function firstDifference(expected: Digests, answers: readonly Answer[]): Difference | null {
  const found = new Map(answers.map(({ name, digest }) => [name, digest]));
  for (const [name, digest] of Object.entries(expected)) {
    if (found.get(name) !== digest) return { name, expected: digest, found: found.get(name) ?? null };
  }
  const added = answers.find(({ name }) => !Object.hasOwn(expected, name));
  return added === undefined ? null : { name: added.name, expected: null, found: added.digest };
}

function numberOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

/** Says at which element the bits of a value first differ in two runtimes, and how many elements do. */
export function elementDifference(expected: readonly string[], found: readonly string[]): string {
  if (expected.length !== found.length) return `${found.length} numbers in place of ${expected.length}`;
  const different = expected.flatMap((bits, i) => (bits === found[i] ? [] : [i]));
  if (different.length === 0) return 'the same numbers';
  const [first] = different;
  const shown = (bits: string) => `${numberOf(bits)} (${bits})`;
  return [
    `${different.length} of ${expected.length} numbers differ`,
    `the first is element ${first}: ${shown(found[first])} in place of ${shown(expected[first])}`,
  ].join(', ');
}
