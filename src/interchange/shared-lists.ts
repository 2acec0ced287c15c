// What a network shares, as mixtures of states that gates make: Bell states and the faces of coins.
import { EbitError } from '../errors.js';
import { firstQubit } from '../models/circuits.js';
import type { EbitEnd } from '../network/ends.js';
import type { Ebit, Network } from '../network/network.js';
import { coinLines, ebitLines, shareLines } from '../network/words.js';
import { pythonList, pythonNumber, pythonText } from './python.js';

/** What rounding makes of a weight of 0. */
const NOTHING = 1e-15;

/** The weights of |Phi+>, |Phi->, |Psi+> and |Psi->, from the correlations by which ebit computes. */
function bellWeights({ correlations: [x, y, z] }: Ebit): readonly number[] {
  return [1 + x - y + z, 1 - x + y + z, 1 + x + y - z, 1 - x - y - z].map((sum) => sum / 4);
}

/** The Bell states of an ebit that have a weight. */
function bellStates(ebit: Ebit): (readonly [state: number, weight: number])[] {
  return bellWeights(ebit).flatMap((weight, state) => (weight > NOTHING ? [[state, weight] as const] : []));
}

/**
 * Checks that what a network shares is a mixture of Bell states and of coins of two.
 *
 * @throws EbitError 'circuit' for anything else
 */
export function checkShared(network: Network): void {
  const isOther = ({ state, ages }: Ebit) => ages !== undefined || !['werner', 'weights'].includes(state.kind);
  const others = [
    ...ebitLines(network).filter((_, i) => isOther(network.ebits[i])),
    ...coinLines(network).filter((_, i) => network.coins[i].ends.length > 2),
    ...shareLines(network),
  ];
  if (others.length === 0) return;
  throw new EbitError(
    'circuit',
    `What is shared between ${others[0]}, is no mixture of Bell states and no coin of two, which a program makes by gates; ` +
      'export the processors one by one as OpenQASM (ebit draw --qasm --processor).',
  );
}

/** In how many states of ebits and coins a program runs the network. */
export function stateCount({ ebits, coins }: Network): number {
  return ebits.reduce(
    (product, ebit) => product * bellStates(ebit).length,
    coins.reduce((faces) => 2 * faces, 1),
  );
}

function endTexts(network: Network, ends: readonly EbitEnd[]): string {
  return ends.map(({ processor, qubit }) => String(firstQubit(network, processor) + qubit)).join(', ');
}

/** The lists EBITS and COINS of a program, each entry a line. */
export function sharedLists(network: Network): string {
  const ebits = network.ebits.map((ebit) => {
    const states = bellStates(ebit).map(([state, weight]) => `(${state}, ${pythonNumber(weight)})`);
    return `(${endTexts(network, ebit.ends)}, ${pythonList(states)})`;
  });
  const coins = network.coins.map(
    ({ ends, heads, basis }) =>
      `(${endTexts(network, ends)}, ${pythonText(basis)}, [(0, ${pythonNumber(heads)}), (1, ${pythonNumber(1 - heads)})])`,
  );
  const lines = (name: string, entries: readonly string[]) =>
    entries.length === 0 ? `${name} = []\n` : `${name} = [\n${entries.map((entry) => `    ${entry},\n`).join('')}]\n`;
  return (
    '# Two qubits and the Bell states between them, each with its weight: 0 is |Phi+>, 1 |Phi->, 2 |Psi+>, 3 |Psi->.\n' +
    lines('EBITS', ebits) +
    '# Two qubits that hold the same random bit in the basis Z or X, and the probabilities of 0 and 1.\n' +
    lines('COINS', coins)
  );
}
