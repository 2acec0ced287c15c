// What a runtime is asked and what it answers, as text that passes through a command's output and out of a page.
import { contractValues, type Library, type Variation } from './program.js';

/** One run of the program. */
export interface Order {
  readonly variation: Variation;
  /** The values whose numbers are wanted, not only their digests. */
  readonly numbersOf?: readonly string[];
}

/** What is said of one value. */
export interface Answer {
  readonly name: string;
  readonly digest: string;
  /** 16 hexadecimal digits a number, most significant first. */
  readonly bits?: readonly string[];
}

/** Writes the bits of numbers. */
export function bitsOf(numbers: Float64Array): string[] {
  const view = new DataView(new ArrayBuffer(8));
  return Array.from(numbers, (number) => {
    view.setFloat64(0, number);
    return view.getBigUint64(0).toString(16).padStart(16, '0');
  });
}

/** Runs the program once. */
export async function answer(ebit: Library, { variation, numbersOf = [] }: Order, script?: URL): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { name, numbers } of await contractValues(ebit, variation, script)) {
    const digest = ebit.digest(numbers);
    answers.push(numbersOf.includes(name) ? { name, digest, bits: bitsOf(numbers) } : { name, digest });
  }
  return answers;
}
