import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { bellCorrelations } from './bell-state.js';
import { MAX_PROCESSOR_QUBITS, type Network, network } from './network.js';

interface BellNetworkOptions {
  readonly ebits: number;
  readonly fidelity?: number;
  readonly qubits?: number;
}

const optionNames: OptionNames<BellNetworkOptions> = { ebits: true, fidelity: true, qubits: true };

/**
 * Returns the paper's Bell-n network: two processors A and B, with ebits between A_j and B_j for j < n.
 *
 * @param spec - `ebits`: n, from 0 to `qubits`; `fidelity`: of every ebit, 1 unless told; `qubits`: of each processor,
 *   4 unless told
 * @throws EbitError 'network' if one of them is outside its range, or an option is not known
 * @example
 * const bell1 = bellNetwork({ ebits: 1 });
 * bell1.ebits[0].correlations; // [1, -1, 1]
 * @see Kim, Hwang, Kwon and Kim, arXiv:2605.03864
 */
export function bellNetwork(spec: BellNetworkOptions): Network {
  checkOptions('bellNetwork', spec, optionNames, 'network');
  const { ebits, fidelity = 1, qubits = 4 } = spec;
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
  // Without ebits no state would ever look at the fidelity, and a slip in it would pass unseen.
  bellCorrelations({ kind: 'werner', fidelity });
  return network({
    processors: [
      { name: 'A', qubits },
      { name: 'B', qubits },
    ],
    ebits: Array.from({ length: ebits }, (_, j) => ({ between: [`A.${j}`, `B.${j}`] as const, fidelity })),
  });
}
