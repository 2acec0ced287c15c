// The response of a processor to a Pauli string on its halves, as a linear form in the coordinates that its engine makes.

/**
 * What the matrix is: `states`, X_kl = <k|O|l> between embedded basis states of the halves; `characters`, X = S, the
 * character sums behind the embedding's Hadamards, in whose frame X and Z change places and Y changes sign. With `responses`
 * there is no matrix: the coordinates are the responses themselves.
 */
export type CoordinateFrame = 'states' | 'characters' | 'responses';

/** Position of the coordinate of X_kk, or of Re X_kl (then Im X_kl) for k < l, in a matrix over `size` states. */
export function coordinateIndex(k: number, l: number, size: number): number {
  const before = k * (2 * size - k);
  return k === l ? before : before + 1 + 2 * (l - k - 1);
}

/** One nonzero of a response as a linear form in the coordinates. */
export interface Part {
  readonly coordinate: number;
  readonly coefficient: number;
}

/**
 * The response to the Pauli string whose base-4 digits (I, X, Y, Z; first half most significant) are `string`.
 *
 * r[P] = scale sum_kl X_kl P_lk, with scale 2^-h for states and 2^-m for characters.
 */
export function responseForm(string: number, halves: number, frame: CoordinateFrame, scale: number): Part[] {
  if (frame === 'responses') return [{ coordinate: string, coefficient: 1 }];
  let flip = 0;
  const digits: number[] = [];
  for (let half = 0; half < halves; half++) {
    let digit = (string >> (2 * (halves - 1 - half))) & 3;
    if (frame === 'characters' && digit % 2 === 1) digit = 4 - digit;
    digits.push(digit);
    if (digit === 1 || digit === 2) flip |= 1 << (halves - 1 - half);
  }
  const ySign = frame === 'characters' ? -1 : 1;
  const size = 1 << halves;
  const parts: Part[] = [];
  for (let k = 0; k < size; k++) {
    const l = k ^ flip;
    if (l < k) continue;
    // P_lk as sign times i^turns.
    let sign = scale;
    let turns = 0;
    for (let half = 0; half < halves; half++) {
      const bit = (k >> (halves - 1 - half)) & 1;
      if (digits[half] === 3 && bit === 1) sign = -sign;
      if (digits[half] === 2) {
        sign *= bit === 0 ? ySign : -ySign;
        turns++;
      }
    }
    if ((turns & 2) !== 0) sign = -sign;
    const at = coordinateIndex(k, l, size);
    if (k === l) parts.push({ coordinate: at, coefficient: sign });
    else if (turns % 2 === 0) parts.push({ coordinate: at, coefficient: 2 * sign });
    else parts.push({ coordinate: at + 1, coefficient: -2 * sign });
  }
  return parts;
}

/** Linear forms summed, each times a weight; coordinates in the order in which they come first. */
export function summed(
  forms: readonly { readonly parts: readonly Part[]; readonly weight: number }[],
): readonly Part[] {
  // Nearly always there is one choice, of long forms where there are many pairs.
  if (forms.length === 1 && forms[0].weight === 1) return forms[0].parts;
  const coefficients = new Map<number, number>();
  for (const { parts, weight } of forms) {
    for (const { coordinate, coefficient } of parts) {
      coefficients.set(coordinate, (coefficients.get(coordinate) ?? 0) + weight * coefficient);
    }
  }
  return Array.from(coefficients, ([coordinate, coefficient]) => ({ coordinate, coefficient }));
}
