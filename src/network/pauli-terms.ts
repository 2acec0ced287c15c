// States as lists over Pauli strings: how such a list is written, and its order.

/** One entry of the list: the Paulis at the ends as digits (I, X, Y, Z are 0, 1, 2, 3), and its weight. */
export interface PauliTerm {
  /** One an end. */
  readonly digits: readonly number[];
  readonly weight: number;
}

/** The digits as one number in base 4, the first most significant: strings stand in the order of these. */
export function stringNumber(digits: readonly number[]): number {
  return digits.reduce((number, digit) => 4 * number + digit, 0);
}

/** The digits of {@link stringNumber}. */
export function stringDigits(number: number, length: number): number[] {
  const digits = new Array<number>(length);
  let left = number;
  for (let place = length - 1; place >= 0; place--) {
    digits[place] = left % 4;
    left = Math.floor(left / 4);
  }
  return digits;
}

/** Terms in the order of their strings, those without a weight left out; I x ... x I stands first, and is there. */
export function sortedTerms(terms: readonly PauliTerm[]): PauliTerm[] {
  return terms
    .filter(({ weight }) => weight !== 0)
    .map((term) => ({ term, at: stringNumber(term.digits) }))
    .sort((a, b) => a.at - b.at)
    .map(({ term }) => term);
}
