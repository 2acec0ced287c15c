// Networks in a few words, for people.
import { channelText } from '../circuit/channels.js';
import { plural } from '../plural.js';
import { FAIR } from './coin.js';
import type { EbitEnd } from './ends.js';
import type { GateNoise } from './gate-noise.js';
import type { Coin, Ebit, Network } from './network.js';
import type { Share } from './share.js';
import type { SharedState } from './shared-states.js';

function ebitStateText(state: Ebit['state']): string {
  switch (state.kind) {
    case 'werner':
      return `fidelity ${state.fidelity}`;
    case 'weights': {
      const { phiPlus, phiMinus, psiPlus, psiMinus } = state.weights;
      return `Bell weights ${[phiPlus, phiMinus, psiPlus, psiMinus].join(', ')}`;
    }
    case 'correlations':
      return 'correlations of its own';
    case 'matrix':
      return 'a density matrix of its own';
  }
}

/** `, age 0.002 s`, `, ages 0 and 0.002 s`, and nothing for none. */
function ageText(ages: readonly number[] | undefined): string {
  if (ages === undefined) return '';
  return ages.every((age) => age === ages[0]) ? `, age ${ages[0]} s` : `, ages ${ages.join(' and ')} s`;
}

function stateText({ state, ages }: Ebit): string {
  return `${ebitStateText(state)}${ageText(ages)}`;
}

/** What a share is: `GHZ state`, `graph state 0-1, 1-2`, `stabilisers XXX, ZZI (mixed: 2 of 3 generators)`. */
function shareText({ ends, state, visibility, ages }: Share): string {
  const seen = visibility === 1 ? '' : `, visibility ${visibility}`;
  return `${shareStateText(state, ends.length)}${seen}${ageText(ages)}`;
}

function shareStateText(state: Share['state'], parties: number): string {
  switch (state.kind) {
    case 'ghz':
      return 'GHZ state';
    case 'graph':
      return `graph state ${state.edges.length === 0 ? 'without edges' : state.edges.map((edge) => edge.join('-')).join(', ')}`;
    case 'generators': {
      const { generators } = state;
      const mixed = generators.length < parties ? ` (mixed: ${generators.length} of ${parties} generators)` : '';
      return `stabilisers ${generators.join(', ')}${mixed}`;
    }
  }
}

/** `no ebit`, `1 ebit`, `2 ebits`. */
export function ebitsName(count: number): string {
  return count === 0 ? 'no ebit' : plural(count, 'ebit');
}

function coinText({ heads, basis }: Coin): string {
  return [...(heads === FAIR ? [] : [`heads ${heads}`]), `basis ${basis}`].join(', ');
}

/** `A.0 - B.0`. */
function endsText({ processors }: Network, { ends }: { readonly ends: readonly EbitEnd[] }): string {
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

/** One line a share: `A.0 - B.0 - C.0, GHZ state`, with its visibility where it is not 1. */
export function shareLines(network: Network): string[] {
  return network.shares.map((share) => `${endsText(network, share)}, ${shareText(share)}`);
}

/** One line for everything shared: ebits, then coins and shares, which are called so: `coin A.0 - B.0, basis Z`. */
export function sharedLines(network: Network): string[] {
  return [
    ...ebitLines(network),
    ...coinLines(network).map((line) => `coin ${line}`),
    ...shareLines(network).map((line) => `share ${line}`),
  ];
}

/** `1 ebit and 2 coins`, `1 share`, `no ebit`. */
export function sharedName({ ebits, coins, shares }: Network): string {
  const named = [
    ...(ebits.length === 0 ? [] : [plural(ebits.length, 'ebit')]),
    ...(coins.length === 0 ? [] : [plural(coins.length, 'coin')]),
    ...(shares.length === 0 ? [] : [plural(shares.length, 'share')]),
  ];
  if (named.length === 0) return ebitsName(0);
  return named.length === 1 ? named[0] : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

/** How many cuts are listed one by one. */
const CUTS_LISTED = 7;

/** ` across A|BC, B|AC`: where a share of several is entangled; nothing for what has no cuts to tell apart. */
function cutsText({ between, cuts }: SharedState): string {
  if (cuts === undefined || cuts.length === 0) return '';
  const all = (1 << (between.length - 1)) - 1;
  if (cuts.length === all) return ' (across every cut)';
  return cuts.length <= CUTS_LISTED
    ? ` (across ${cuts.join(', ')})`
    : ` (across ${cuts.length} of ${all} cuts, such as ${cuts[0]})`;
}

/**
 * Which shared states are entangled, which separable, and of which it is not known:
 * `entangled: ebit A.0 - B.0; separable: coin A.1 - B.1`.
 */
export function entanglementText(states: readonly SharedState[]): string {
  if (states.length === 0) return 'nothing';
  const words = [
    ['entangled', true],
    ['separable', false],
    ['not shown to be entangled', null],
  ] as const;
  const said = words.flatMap(([word, known]) => {
    const own = states.filter(({ entangled }) => entangled === known);
    const named = own.map((state) => `${state.kind} ${state.between.join(' - ')}${cutsText(state)}`);
    return own.length === 0 ? [] : [`${word}: ${named.join(', ')}`];
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
  const names = network.processors.map(({ name, qubits, readout: { flip0, flip1 }, noise, memory }) => {
    const wrong = flip0 === 0 && flip1 === 0 ? '' : `, readout error ${flip0 === flip1 ? flip0 : `${flip0}/${flip1}`}`;
    const keeps = memory === undefined ? '' : `, memory t1 ${memory.t1} s t2 ${memory.t2} s`;
    return `${name} (${plural(qubits, 'qubit')}${wrong}${noise === undefined ? '' : ', noisy gates'}${keeps})`;
  });
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const shared = [
    allText('ebit', network.ebits.map(stateText)),
    allText('coin', network.coins.map(coinText)),
    allText('share', network.shares.map(shareText)),
  ];
  if (shared.every((text) => text === '')) return `${list}, no ebit`;
  return [list, ...shared.filter((text) => text !== '')].join(', ');
}
