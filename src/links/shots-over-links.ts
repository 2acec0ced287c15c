import { EbitError } from '../errors.js';
import type { BellWeights } from '../network/bell-state.js';
import { checkedWhole, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';
import { exactAges } from './exact-ages.js';
import type { Gathering, JointAges } from './joint-ages.js';
import { checkedLink, type Link, type LinkSettings } from './link.js';
import { agedCorrelations, bellWeightsOf, type PairCorrelations, remains } from './memory.js';
import { sampledAges } from './sampled-ages.js';

/** What {@link shotsOverLinks} takes beside the links. */
export interface ShotsOverLinksOptions {
  /** Of one decision; 1 unless told. */
  readonly shots?: number;
  /** How many shots are drawn where there are too many ways to list, at most; 20,000 unless told, up to 1,000,000. */
  readonly draws?: number;
  /** Of the draws; 1 unless told. */
  readonly seed?: number;
}

/** What holds unless told. */
export const linkDefaults = { shots: 1, draws: 20_000, seed: 1 } as const;

/** Of shots, where ways are not listed. */
export const MAX_DRAWS = 1_000_000;
const MAX_LINKS = 28;
/** Transitions of the chain, of two cores of today about half a second; those with a distillation take longer. */
const MOST_WORK = { plain: 200_000, distilled: 30_000 } as const;

/** One of the pairs of a shot, at the moment when the shot begins. */
export interface PairAtUse {
  /** The place of its link. */
  readonly link: number;
  /** By age in seconds, ascending: how probable it is. */
  readonly ages: readonly { readonly seconds: number; readonly weight: number }[];
  /** In seconds. */
  readonly meanAge: number;
  /** The mean state: Tr[rho P(x)Q], rows and columns I, X, Y, Z. */
  readonly correlations: PairCorrelations;
  /** The weights of the four Bell states in it. */
  readonly weights: BellWeights;
  /** Its weight of |Phi+>. */
  readonly fidelity: number;
  /** Of the fidelity; 0 where nothing is drawn. */
  readonly standardError: number;
}

/** What {@link shotsOverLinks} returns. */
export interface ShotsOverLinks {
  /** Whether every way in which the pairs come together is listed, or shots are drawn. */
  readonly method: 'exact' | 'sampled';
  /** How many shots were drawn; null for none. */
  readonly draws: number | null;
  /** New pairs a second of each link while it tries: multiplexing x probability / cycle. */
  readonly pairsPerSecond: readonly number[];
  /** From one shot to the next, on average. */
  readonly secondsPerShot: number;
  /** Of these seconds; 0 where nothing is drawn. */
  readonly secondsError: number;
  readonly shotsPerSecond: number;
  /** Of so many shots each. */
  readonly decisionsPerSecond: number;
  readonly shots: number;
  /** New pairs that a shot takes, by link: those used, distilled, thrown away or lost with a distillation that failed. */
  readonly pairsPerShot: readonly number[];
  /** Pairs thrown away at the cutoff, a shot, by link; a distilled one counts once. */
  readonly thrownPerShot: readonly number[];
  /** Link by link, of each from the oldest on. */
  readonly pairs: readonly PairAtUse[];
  /** Every way in which the pairs come together, or those that were drawn, with their weights. */
  readonly joint: readonly JointAges[];
}

/** The links of a shot, checked. @throws EbitError 'network' for none, too many or another value; as `checkedLink` */
export function checkedLinks(links: readonly LinkSettings[]): Link[] {
  const given: unknown = links;
  if (!Array.isArray(given)) {
    throw new EbitError('network', `The links are ${shownValue(given)}; give a list of links.`);
  }
  if (given.length < 1 || given.length > MAX_LINKS) {
    throw new EbitError('network', `There are ${given.length} links; a shot takes pairs of 1 to ${MAX_LINKS}.`);
  }
  return given.map((link: LinkSettings) => checkedLink(link));
}

function pairAtUse(links: readonly Link[], link: number, place: number, { joint, draws }: Gathering): PairAtUse {
  const { memory } = links[link];
  const ages = new Map<number, number>();
  const sum = [0, 1, 2, 3].map(() => [0, 0, 0, 0]);
  const fidelities: number[] = [];
  let [meanAge, fidelity] = [0, 0];
  for (const { weight, pairs } of joint) {
    const { weights, seconds } = pairs[place];
    const own = agedCorrelations(weights, [remains(memory[0], seconds), remains(memory[1], seconds)]);
    for (let p = 0; p < 4; p++) for (let q = 0; q < 4; q++) sum[p][q] += weight * own[p][q];
    ages.set(seconds, (ages.get(seconds) ?? 0) + weight);
    meanAge += weight * seconds;
    const { phiPlus } = bellWeightsOf(own);
    fidelity += weight * phiPlus;
    fidelities.push(phiPlus);
  }
  const correlations = sum as unknown as PairCorrelations;
  const spread = joint.reduce((total, { weight }, i) => {
    const off = fidelities[i] - fidelity;
    return total + weight * off * off;
  }, 0);
  return {
    link,
    ages: [...ages].map(([seconds, weight]) => ({ seconds, weight })).sort((a, b) => a.seconds - b.seconds),
    meanAge,
    correlations,
    weights: bellWeightsOf(correlations),
    fidelity,
    standardError: draws === null ? 0 : Math.sqrt(spread / draws),
  };
}

/**
 * Returns how often shots come over links, and in which state their pairs are when a shot begins.
 *
 * The links of a shot try together, cycle after cycle, with empty memories at first. A cycle makes the pairs that succeed, of
 * `multiplexing` tries at once with `probability` each, at most as many as an empty link would need. A new pair has age 0 at the
 * end of its cycle and grows older by one with each. Once all pairs of all links are there the shot begins, which takes no time
 * itself, and everything begins anew. A link whose own pairs are all there waits and does not try. A pair whose age reaches the
 * cutoff while others are missing is thrown away alone, and its link tries again from the next cycle on: no pair is older than
 * the cutoff when it is used. One pair a shot over one link is used at age 0.
 *
 * With `distil`, any two pairs of a link that have equally many rounds behind them are distilled as soon as both are there, in no
 * time: until one fails and both are lost. The older one has waited in memory until then, which is counted; both are turned by
 * a random Pauli matrix on both sides first, so that they are Bell-diagonal. A distilled pair has age 0 again.
 *
 * In memory each half relaxes towards |0> and dephases, `thermal` with its t1 and t2. The ages of one shot depend on each
 * other: `joint` lists them together, `pairs` one by one. Where there are few enough ways, the list is that of all of them, with
 * their probabilities (those below 1e-16 left out); else shots are drawn, and standard errors are said. Links of different
 * cycles are always drawn; they begin every shot together.
 *
 * @param links - see {@link LinkSettings}; 1 to 28
 * @param options - `shots` of a decision, `draws` and their `seed`
 * @returns times in seconds, rates a second, weights and correlations without unit
 * @throws EbitError 'network' for a link that is none: a probability outside (0, 1], a cutoff below one cycle, t2 above 2 t1,
 *   a fidelity outside [1/4, 1] or, with distillation, of at most 1/2; 'config' for an unknown option or protocol; 'range' for
 *   counts outside their limits, and where nearly every pair is thrown away so that shots cannot be drawn
 * @example
 * const link = { probability: 0.5, cycle: 1e-3, fidelity: 0.9, memory: { t2: 0.1 }, cutoff: 5e-3, pairs: 2 };
 * const { shotsPerSecond, pairs } = shotsOverLinks([link]);
 * [shotsPerSecond.toFixed(1), pairs[0].fidelity.toFixed(3), pairs[1].fidelity.toFixed(3)]; // ['246.0', '0.884', '0.900']
 */
export function shotsOverLinks(links: readonly LinkSettings[], options: ShotsOverLinksOptions = {}): ShotsOverLinks {
  checkOptions('shotsOverLinks', options, { shots: true, draws: true, seed: true });
  const shots = checkedWhole('The number of shots', options.shots ?? linkDefaults.shots, 1, Number.MAX_SAFE_INTEGER);
  const draws = checkedWhole('The number of draws', options.draws ?? linkDefaults.draws, 2, MAX_DRAWS);
  const seed = checkedWhole('The seed', options.seed ?? linkDefaults.seed, 0, Number.MAX_SAFE_INTEGER);
  return shotsOver(checkedLinks(links), shots, draws, seed);
}

/** {@link shotsOverLinks} of what is checked. */
export function shotsOver(links: readonly Link[], shots: number, draws: number, seed: number): ShotsOverLinks {
  const inStep = links.every(({ cycle }) => cycle === links[0].cycle);
  const work = links.some(({ distil }) => distil.rounds > 0) ? MOST_WORK.distilled : MOST_WORK.plain;
  const gathering = (inStep ? exactAges(links, work) : null) ?? sampledAges(links, draws, seed);
  const { seconds, secondsError, joint, made, thrown } = gathering;
  const places = links.flatMap(({ pairs }, link) => Array.from({ length: pairs }, () => link));
  return {
    method: gathering.draws === null ? 'exact' : 'sampled',
    draws: gathering.draws,
    pairsPerSecond: links.map(({ multiplexing, probability, cycle }) => (multiplexing * probability) / cycle),
    secondsPerShot: seconds,
    secondsError,
    shotsPerSecond: 1 / seconds,
    decisionsPerSecond: 1 / (seconds * shots),
    shots,
    pairsPerShot: made,
    thrownPerShot: thrown,
    pairs: places.map((link, place) => pairAtUse(links, link, place, gathering)),
    joint,
  };
}
