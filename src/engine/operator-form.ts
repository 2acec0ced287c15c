// Embedded operators: what a sample is to a readout that all samples share. See assembly/operators.ts.
import type { SweepForm, SweepOperation } from './pauli-sweep.js';

/** For each response the strings that its embedded operators can have, an even number of them. */
export interface OperatorForm {
  readonly support: readonly Int32Array[];
  /** Numbers of a sample. */
  readonly count: number;
}

/** A processor's sweep in two parts, and for each response the strings that sum up to it. */
interface Sweeps {
  readonly shared: SweepForm | null;
  readonly own: SweepForm | null;
  readonly members: readonly (readonly number[])[];
}

/** Which digits a run's matrix can make of which: 1 where row p, column q may be other than 0. */
function patternOf({ runs, fixed }: SweepForm, run: number): readonly (readonly boolean[])[] {
  const none = [0, 1, 2, 3].map((p) => [0, 1, 2, 3].map((q) => p === q));
  return runs[run].factors.reduce<boolean[][]>((product, factor) => {
    const own = (k: number, q: number): boolean => {
      if (q === 0 || k === 0) return k === q || ('fixed' in factor && q > 0 && fixed[factor.fixed][q - 1] !== 0);
      if ('angle' in factor) return k === q || (k < 3 && q < 3);
      return fixed[factor.fixed][3 * k + q - 1] !== 0;
    };
    return product.map((row) => row.map((_, q) => row.some((there, k) => there && own(k, q))));
  }, none);
}

/** Strings that the transpose of an operation can make of some. */
function transposed(form: SweepForm, operation: SweepOperation, strings: Uint8Array): Uint8Array {
  const { before } = operation;
  if (operation.kind === 'permutation') {
    const { back, backFactors } = operation.permutation;
    return Uint8Array.from({ length: before }, (_, string) => (backFactors[string] === 0 ? 0 : strings[back[string]]));
  }
  const after = strings.slice();
  if (operation.kind === 'parity') {
    const { pairs } = operation;
    for (let n = 0; n < pairs.length; n += 2)
      after[pairs[n]] = after[pairs[n + 1]] = strings[pairs[n]] | strings[pairs[n + 1]];
  } else if (operation.kind === 'run') {
    const pattern = patternOf(form, operation.run);
    const { stride } = operation;
    for (let string = 0; string < strings.length; string++) {
      const q = Math.floor(string / stride) % 4;
      const first = string - q * stride;
      after[string] = Number(pattern.some((row, p) => row[q] && strings[first + p * stride] === 1));
    }
  } else throw new Error('a sweep that measures has no embedded operators');
  return after.subarray(0, before);
}

/** The strings that the transposed sweep makes of those that sum up to a response. */
function reachedBy(form: SweepForm, members: readonly number[]): Uint8Array {
  let strings = new Uint8Array(form.endStrings);
  for (const string of members) strings[string] = 1;
  for (let n = form.operations.length - 1; n >= 0; n--) {
    strings = Uint8Array.from(transposed(form, form.operations[n], strings));
  }
  return strings;
}

/** Whether a sweep has a measurement: data may come behind one with nothing trained in front of them. */
function measures({ operations }: SweepForm): boolean {
  return operations.some(({ kind }) => kind === 'branch');
}

/** Whether any parameter enters a sweep. */
function isTrained({ angles }: SweepForm): boolean {
  return angles.some((terms) => terms.some(({ parameter }) => parameter !== null));
}

/** An even number of strings: one that cannot be had comes to them, whose coefficient is 0. */
function evenly(strings: readonly number[], all: number): Int32Array {
  const missing =
    strings.length % 2 === 0 ? [] : [Array.from({ length: all }, (_, n) => n).find((n) => !strings.includes(n)) ?? 0];
  return Int32Array.from([...strings, ...missing]);
}

/**
 * The embedded operators of a processor; null where a sample's part of the sweep holds parameters or measures, or there is
 * nothing that all samples share.
 */
export function operatorForm({ shared, own, members }: Sweeps): OperatorForm | null {
  if (shared === null || (own !== null && (isTrained(own) || measures(own)))) return null;
  const strings = shared.endStrings;
  const support = members.map((list) => {
    if (own === null) return Int32Array.from({ length: strings }, (_, string) => string);
    const reached = reachedBy(own, list);
    return evenly(
      Array.from(reached, (there, string) => (there === 1 ? string : -1)).filter((string) => string >= 0),
      strings,
    );
  });
  return { support, count: support.reduce((sum, { length }) => sum + length, 0) };
}
