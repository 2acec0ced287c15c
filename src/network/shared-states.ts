import { checkedNetwork } from './checked-network.js';
import type { Kind } from './ends.js';
import type { Ebit, Network } from './network.js';
import { negativeCuts } from './partial-transpose.js';
import { groupOf, type Share } from './share.js';
import { type SharedResource, sharedResources } from './shared-resource.js';

/** One thing that processors share, and whether it is entangled. */
export interface SharedState {
  readonly kind: Kind;
  /** Its qubits, `processor.qubit`. */
  readonly between: readonly string[];
  /**
   * True where entanglement is shown. False where the state is separable: made by processors that have talked, without any
   * quantum channel. Null where neither is known, as of a share of three or more that is positive across every cut.
   */
  readonly entangled: boolean | null;
  /** Of a share of three or more the cuts across which it is entangled, such as `A|BC`. */
  readonly cuts?: readonly string[];
}

/** Fidelity 1/2 is separable, also where its weight of a Bell state was rounded. */
const ROUNDING = 1e-12;

/**
 * Whether a pair with the correlations (t_X, t_Y, t_Z) of a Bell-diagonal state is entangled: where its largest Bell weight
 * is above 1/2.
 */
export function isPairEntangled([x, y, z]: Ebit['correlations']): boolean {
  const weights = [1 + x - y + z, 1 - x + y + z, 1 + x + y - z, 1 - x - y - z].map((sum) => sum / 4);
  return Math.max(...weights) > 0.5 + ROUNDING;
}

/** What is known of a share: of two qubits everything, of more what its cuts show. */
function shareFacts(share: Share, { terms }: SharedResource, names: readonly string[]) {
  const cuts = negativeCuts(terms, groupOf(share));
  if (names.length === 2) return { entangled: cuts.length > 0 };
  return { entangled: cuts.length > 0 ? true : null, cuts: cuts.map((mask) => cutName(mask, names)) };
}

/** `A|BC`; names of several letters stand apart: `Alice|Bob Carol`. */
function cutName(mask: number, names: readonly string[]): string {
  const between = names.every((name) => name.length === 1) ? '' : ' ';
  const isThere = (place: number) => (mask >> (names.length - 1 - place)) & 1;
  return [0, 1].map((side) => names.filter((_, place) => isThere(place) === side).join(between)).join('|');
}

/**
 * Returns what the processors of a network share as it is when they use it, and which of it is entangled.
 *
 * Two qubits are entangled exactly where their partial transpose has a negative eigenvalue, for a Bell-diagonal state
 *
 *     max of the four Bell weights > 1/2        (a Werner state: F > 1/2)
 *
 * by more than 1e-12. A coin is separable, whatever it is. A share of three or more is entangled across each cut of its
 * processors in two where the partial transpose of one side has a negative eigenvalue, below -1e-12; where there is no such
 * cut nothing is said, since such a state may be entangled all the same.
 *
 * @param network - what {@link network} or `bellNetwork` returns
 * @returns a record for every ebit in the network's order, then for every coin, then for every share
 * @throws EbitError 'network' for what is no network
 * @example
 * sharedStates(bellNetwork({ ebits: 1, coins: 1 })).map(({ entangled }) => entangled); // [true, false]
 */
export function sharedStates(network: Network): SharedState[] {
  const made = checkedNetwork(network);
  const { processors, ebits, coins, shares } = made;
  return sharedResources(made).map((resource, i): SharedState => {
    const { kind, ends, terms } = resource;
    const between = ends.map(({ processor, qubit }) => `${processors[processor].name}.${qubit}`);
    if (kind === 'coin') return { kind, between, entangled: false };
    if (kind === 'ebit') return { kind, between, entangled: isEbitEntangled(ebits[i], terms) };
    const names = ends.map(({ processor }) => processors[processor].name);
    return { kind, between, ...shareFacts(shares[i - ebits.length - coins.length], resource, names) };
  });
}

function isEbitEntangled({ state, correlations, ages }: Ebit, terms: SharedResource['terms']): boolean {
  const isDiagonal = ages === undefined && (state.kind === 'werner' || state.kind === 'weights');
  return isDiagonal ? isPairEntangled(correlations) : negativeCuts(terms).length > 0;
}
