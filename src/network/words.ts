// Networks in a few words, for people.
import { channelText } from '../circuit/channels.js';
import { plural } from '../plural.js';
import { FAIR } from './coin.js';
import type { GateNoise } from './gate-noise.js';
import type { Coin, Ebit, Network } from './network.js';
import type { SharedState } from './shared-states.js';

function stateText({ state }: Ebit): string {
  if (state.kind === 'werner') return `fidelity ${state.fidelity}`;
  const { phiPlus, phiMinus, psiPlus, psiMinus } = state.weights;
  return `Bell weights ${[phiPlus, phiMinus, psiPlus, psiMinus].join(', ')}`;
}

/** `no ebit`, `1 ebit`, `2 ebits`. */
export function ebitsName(count: number): string {
  return count === 0 ? 'no ebit' : plural(count, 'ebit');
}

function coinText({ heads, basis }: Coin): string {
  return [...(heads === FAIR ? [] : [`heads ${heads}`]), `basis ${basis}`].join(', ');
}

/** `A.0 - B.0`. */
function endsText({ processors }: Network, { ends }: Pick<Ebit, 'ends'>): string {
  return ends.map(({ processor, qubit }) => `${processors[processor].name}.${qubit}`).join(' - ');
}

/** One line an ebit: `A.0 - B.0, fidelity 1`. */
export function ebitLines(network: Network): string[] {
  return network.ebits.map((ebit) => `${endsText(network, ebit)}, ${stateText(ebit)}`);
}

/** One line a coin: `A.0 - B.0, basis Z`, with its heads where it is not fair. */
export function coinLines(network: Network): string[] {
  return network.coins.map((coin) => `${endsText(network, coin)}, ${coinText(coin)}`);
}

/** `depolarizing (p 0.01) behind all gates`. */
function noiseText({ after, channel, values }: GateNoise): string {
  const kinds = { all: 'all gates', 'one-qubit': 'gates on one qubit', 'two-qubit': 'gates on two qubits' };
  const where = typeof after === 'string' ? kinds[after as keyof typeof kinds] : after.join(', ');
  return `${channel} (${channelText(channel, values)}) behind ${where}`;
}

/** One line a kind of noise, with the processors that have it: `A, B: depolarizing (p 0.01) behind all gates`. */
export function noiseLines({ processors }: Network): string[] {
  const lines = new Map<string, string[]>();
  for (const { name, noise = [] } of processors) {
    for (const text of noise.map(noiseText)) lines.set(text, [...(lines.get(text) ?? []), name]);
  }
  return [...lines].map(([text, names]) => `${names.join(', ')}: ${text}`);
}

/** `1 ebit and 2 coins`, `no ebit`. */
export function sharedName({ ebits, coins }: Network): string {
  if (coins.length === 0) return ebitsName(ebits.length);
  return [ebits.length, coins.length]
    .map((count, i) => (count === 0 ? '' : plural(count, ['ebit', 'coin'][i])))
    .filter((text) => text !== '')
    .join(' and ');
}

/** Which shared states are entangled and which separable: `entangled: ebit A.0 - B.0; separable: coin A.1 - B.1`. */
export function entanglementText(states: readonly SharedState[]): string {
  if (states.length === 0) return 'nothing';
  const said = (['entangled', 'separable'] as const).flatMap((word) => {
    const own = states.filter(({ entangled }) => entangled === (word === 'entangled'));
    return own.length === 0
      ? []
      : [`${word}: ${own.map(({ kind, between }) => `${kind} ${between.join(' - ')}`).join(', ')}`];
  });
  return said.join('; ');
}

/** `2 ebits of fidelity 1`, and nothing for none. */
function allText(kind: string, states: readonly string[]): string {
  if (states.length === 0) return '';
  const different = new Set(states).size > 1;
  return `${plural(states.length, kind)} of ${different ? 'different states' : states[0]}`;
}

/** `A (4 qubits) and B (4 qubits, noisy gates), 1 ebit of fidelity 1`. */
export function networkText(network: Network): string {
  const names = network.processors.map(({ name, qubits, readout: { flip0, flip1 }, noise }) => {
    const wrong = flip0 === 0 && flip1 === 0 ? '' : `, readout error ${flip0 === flip1 ? flip0 : `${flip0}/${flip1}`}`;
    return `${name} (${plural(qubits, 'qubit')}${wrong}${noise === undefined ? '' : ', noisy gates'})`;
  });
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const shared = [allText('ebit', network.ebits.map(stateText)), allText('coin', network.coins.map(coinText))];
  if (shared.every((text) => text === '')) return `${list}, no ebit`;
  return [list, ...shared.filter((text) => text !== '')].join(', ');
}
