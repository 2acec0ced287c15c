// Networks in a few words, for people.
import { plural } from '../plural.js';
import type { Ebit, Network } from './network.js';

function stateText({ state }: Ebit): string {
  if (state.kind === 'werner') return `fidelity ${state.fidelity}`;
  const { phiPlus, phiMinus, psiPlus, psiMinus } = state.weights;
  return `Bell weights ${[phiPlus, phiMinus, psiPlus, psiMinus].join(', ')}`;
}

/** `no ebit`, `1 ebit`, `2 ebits`. */
export function ebitsName(count: number): string {
  return count === 0 ? 'no ebit' : plural(count, 'ebit');
}

/** One line an ebit: `A.0 - B.0, fidelity 1`. */
export function ebitLines({ processors, ebits }: Network): string[] {
  return ebits.map((ebit) => {
    const ends = ebit.ends.map(({ processor, qubit }) => `${processors[processor].name}.${qubit}`);
    return `${ends.join(' - ')}, ${stateText(ebit)}`;
  });
}

/** `A (4 qubits) and B (4 qubits), 1 ebit of fidelity 1`. */
export function networkText(network: Network): string {
  const names = network.processors.map(({ name, qubits, readout: { flip0, flip1 } }) => {
    const wrong = flip0 === 0 && flip1 === 0 ? '' : `, readout error ${flip0 === flip1 ? flip0 : `${flip0}/${flip1}`}`;
    return `${name} (${plural(qubits, 'qubit')}${wrong})`;
  });
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  if (network.ebits.length === 0) return `${list}, no ebit`;
  const states = new Set(network.ebits.map(stateText));
  const quality = states.size === 1 ? ` of ${[...states][0]}` : ' of different states';
  return `${list}, ${plural(network.ebits.length, 'ebit')}${quality}`;
}
