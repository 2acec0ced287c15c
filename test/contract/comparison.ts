import { type Digests, elementDifference, firstDifference } from './difference.js';
import type { Variation } from './program.js';
import type { Runtime } from './runtimes.js';
import { variations } from './variations.js';

/** What is said of one runtime. */
export interface Comparison {
  readonly agrees: boolean;
  readonly text: string;
}

async function bitsOf(runtime: Runtime, name: string, variation: Variation): Promise<readonly string[]> {
  const [answers] = await runtime.answers([{ variation, numbersOf: [name] }]);
  return answers.find((one) => one.name === name)?.bits ?? [];
}

/**
 * Compares a runtime's values with the committed digests, and where they differ its numbers with another runtime's.
 *
 * @param beside - the runtime whose numbers are shown beside the wrong ones
 */
export async function compared(runtime: Runtime, beside: Runtime, digests: Digests): Promise<Comparison> {
  const all = await runtime.answers(variations.map((variation) => ({ variation })));
  for (const [i, answers] of all.entries()) {
    const difference = firstDifference(digests, answers);
    if (difference === null) continue;
    const { name } = difference;
    const { workers, chunking } = variations[i];
    const expected = await bitsOf(beside, name, variations[0]);
    const found = await bitsOf(runtime, name, variations[i]);
    const where = `"${name}" differs first, with ${workers} workers and cut ${chunking}`;
    return { agrees: false, text: `${where}; beside ${beside.name}: ${elementDifference(expected, found)}` };
  }
  return { agrees: true, text: `${Object.keys(digests).length} values in ${all.length} variations as committed` };
}
