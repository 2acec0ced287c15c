import type { PauliTerm } from '../../src/network/pauli-terms.js';

/**
 * The stabilisers of a GHZ state of so many parties, from its definition: strings of I and Z with an even number of Z, and
 * strings of X and Y with an even number of Y, whose sign is -1 to half of that number.
 */
export function ghzTerms(parties: number): PauliTerm[] {
  const terms: PauliTerm[] = [];
  for (const [plain, other] of [
    [0, 3],
    [1, 2],
  ]) {
    for (let mask = 0; mask < 2 ** parties; mask++) {
      const digits = Array.from({ length: parties }, (_, p) => (Math.floor(mask / 2 ** p) % 2 === 1 ? other : plain));
      const others = digits.filter((digit) => digit === other).length;
      if (others % 2 === 0) terms.push({ digits, weight: other === 2 && others % 4 === 2 ? -1 : 1 });
    }
  }
  return terms;
}
