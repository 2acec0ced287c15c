import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { plural } from '../plural.js';
import { shownValue } from '../shown-value.js';
import { bellCorrelations } from './bell-state.js';
import { MAX_PROCESSOR_QUBITS, type Network, network } from './network.js';

interface BellNetworkOptions {
  readonly ebits: number;
  readonly coins?: number;
  readonly fidelity?: number;
  readonly qubits?: number;
}

const optionNames: OptionNames<BellNetworkOptions> = { ebits: true, coins: true, fidelity: true, qubits: true };

/**
 * Returns the paper's Bell-n network: two processors A and B, with ebits between A_j and B_j for j < n.
 *
 * Coins may stand beside the ebits, or in their place: fair public coins between A_j and B_j for n <= j < n + `coins`.
 *
 * @param spec - `ebits`: n, from 0 to `qubits`; `coins`: none unless told, ebits and coins together up to `qubits`;
 *   `fidelity`: of every ebit, 1 unless told; `qubits`: of each processor, 4 unless told
 * @throws EbitError 'network' if one of them is outside its range, or an option is not known
 * @example
 * const bell1 = bellNetwork({ ebits: 1 });
 * bell1.ebits[0].correlations; // [1, -1, 1]
 * bellNetwork({ ebits: 1, coins: 2 }).coins[0].ends[0].qubit; // 1
 * @see Kim, Hwang, Kwon and Kim, arXiv:2605.03864
 */
export function bellNetwork(spec: BellNetworkOptions): Network {
  checkOptions('bellNetwork', spec, optionNames, 'network');
  const { ebits, coins = 0, fidelity = 1, qubits = 4 } = spec;
  if (!Number.isInteger(qubits) || qubits < 1 || qubits > MAX_PROCESSOR_QUBITS) {
    throw new EbitError(
      'network',
      `${shownValue(qubits)} qubits a processor: give an integer from 1 to ${MAX_PROCESSOR_QUBITS}.`,
    );
  }
  if (!Number.isInteger(ebits) || ebits < 0 || ebits > qubits) {
    throw new EbitError(
      'network',
      `${shownValue(ebits)} ebits do not fit on processors of ${qubits} qubits; give an integer from 0 to ${qubits}.`,
    );
  }
  if (!Number.isInteger(coins) || coins < 0 || ebits + coins > qubits) {
    const beside = ebits === 0 ? '' : ` beside ${plural(ebits, 'ebit')}`;
    throw new EbitError(
      'network',
      `${shownValue(coins)} coins do not fit on processors of ${qubits} qubits${beside}; give an integer from 0 to ${qubits - ebits}.`,
    );
  }
  const between = (j: number) => [`A.${j}`, `B.${j}`] as const;
  // Without ebits no state would ever look at the fidelity, and a slip in it would pass unseen.
  bellCorrelations({ kind: 'werner', fidelity });
  return network({
    processors: [
      { name: 'A', qubits },
      { name: 'B', qubits },
    ],
    ebits: Array.from({ length: ebits }, (_, j) => ({ between: between(j), fidelity })),
    coins: Array.from({ length: coins }, (_, j) => ({ between: between(ebits + j) })),
  });
}
