// What a Z-type term does, in the two forms that the core takes: signs over basis states, and a Walsh spectrum.
import type { Control } from '../circuit/circuit.js';
import type { FixedTerm, PhaseTerm } from '../circuit/normal-form.js';
import { cos, sin } from '../core/math.js';

/** One character of a term: coefficient times (-1)^(parity of k's bits on mask). */
export interface Character {
  readonly mask: number;
  readonly coefficient: number;
}

/** Where a qubit stands in a row index: bit position, or null where the qubit is not among the rows. */
export type BitOf = (qubit: number) => number;

/**
 * The Walsh spectrum of g/2: a term multiplies amplitude k by exp(-i angle sum_s c_s (-1)^(s.k)).
 *
 * A control with value v is (1 + (-1)^v (-1)^bit)/2, and (even, odd) is (e+o)/2 + (e-o)/2 (-1)^parity.
 */
export function spectrumOf(term: PhaseTerm, bitOf: BitOf): Character[] {
  let parity = 0;
  for (const qubit of term.parity) parity ^= 1 << bitOf(qubit);
  const sum = { mask: 0, coefficient: (term.even + term.odd) / 4 };
  const difference = { mask: parity, coefficient: (term.even - term.odd) / 4 };
  // RX, RY, RZ and RZZ without controls, which most terms are.
  if (term.controls.length === 0 && sum.coefficient === 0 && difference.coefficient !== 0) return [difference];
  let characters: Character[] = [sum, difference];
  for (const control of term.controls) {
    const bit = 1 << bitOf(control.qubit);
    const sign = control.value === 0 ? 0.5 : -0.5;
    characters = characters.flatMap(({ mask, coefficient }) => [
      { mask, coefficient: coefficient / 2 },
      { mask: mask ^ bit, coefficient: coefficient * sign },
    ]);
  }
  return characters.filter((character) => character.coefficient !== 0);
}

function chooser(term: PhaseTerm | FixedTerm, bitOf: BitOf): (k: number) => number {
  const parityBits = term.parity.map((qubit) => 1 << bitOf(qubit));
  const holds = term.controls.map((control: Control) => ({ bit: 1 << bitOf(control.qubit), value: control.value }));
  return (k) => {
    for (const { bit, value } of holds) if (((k & bit) !== 0 ? 1 : 0) !== value) return 0;
    let odd = false;
    for (const bit of parityBits) if ((k & bit) !== 0) odd = !odd;
    return odd ? term.odd : term.even;
  };
}

/** cos and sin of pi/8, as the core has them, bit by bit. */
const c = 0.9238795325112867;
const s = 0.3826834323650898;
const h = Math.SQRT1_2;

/** cos of n/16 of a turn, exact where it can be. */
const cosines = [1, c, h, s, 0, -s, -h, -c, -1, -c, -h, -s, 0, s, h, c];

/** The parameter-free part of a diagonal, times scale: fixed terms and constant angles over 2^bits basis states. */
export function fixedPhases(
  terms: readonly PhaseTerm[],
  fixed: readonly FixedTerm[],
  bits: number,
  bitOf: BitOf,
  scale: number,
): { re: Float64Array; im: Float64Array } {
  const count = 1 << bits;
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  const fixedChoosers = fixed.map((term) => chooser(term, bitOf));
  const constants = terms.flatMap((term) =>
    term.angle.kind === 'constant' ? [{ choose: chooser(term, bitOf), angle: term.angle.value }] : [],
  );
  for (let k = 0; k < count; k++) {
    let n = 0;
    for (const choose of fixedChoosers) n += choose(k);
    const turn = ((n % 16) + 16) % 16;
    let r = scale * cosines[turn];
    let i = scale * cosines[(turn + 12) % 16];
    if (constants.length > 0) {
      let phi = 0;
      for (const { choose, angle } of constants) phi += (choose(k) / 2) * angle;
      const [x, y] = [cos(phi), sin(phi)];
      [r, i] = [r * x + i * y, i * x - r * y];
    }
    re[k] = r;
    im[k] = i;
  }
  return { re, im };
}

/** 2^(-n/2), exact for even n. */
export function hadamardScale(n: number): number {
  let scale = n % 2 === 1 ? Math.SQRT1_2 : 1;
  for (let i = 0; i < Math.floor(n / 2); i++) scale /= 2;
  return scale;
}
