import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { type BellWeights, bellCorrelations } from '../network/bell-state.js';
import { checkedWhole } from '../options.js';
import { checked, lazily } from '../schema.js';
import { cutShort, shownValue } from '../shown-value.js';
import { checkedDistillation, type DistillationOptions, requireGain, wernerWeights } from './distillation.js';
import { type LinkMemory, type MemoryTimes, memoryTimes } from './memory.js';

/** A link as a person describes it. Of `probability`, `cycle` and `rate` two are given. */
export interface LinkSettings {
  /** Whose halves these are: two processors, or two qubits such as `['A.0', 'B.0']`. */
  readonly between?: readonly [string, string];
  /** That one try makes a pair, in (0, 1]. */
  readonly probability?: number;
  /** How long a try takes, in seconds. */
  readonly cycle?: number;
  /** Pairs a second while the link tries: multiplexing x probability / cycle. */
  readonly rate?: number;
  /** Of a new pair, in [1/4, 1]: a Werner state; 1 unless told. */
  readonly fidelity?: number;
  /** Of a new pair, in place of a fidelity. */
  readonly weights?: BellWeights;
  /** In which both halves wait, or that of each half; none decays unless told. */
  readonly memory?: LinkMemory | readonly [LinkMemory, LinkMemory];
  /** A pair that has waited so long, in seconds, and still waits is thrown away; none unless told. At least one cycle. */
  readonly cutoff?: number;
  /** Every pair of a shot is distilled from 2^rounds; none unless told. */
  readonly distil?: DistillationOptions;
  /** How many pairs are tried at once in a cycle; 1 unless told, at most {@link MAX_MULTIPLEXING}. */
  readonly multiplexing?: number;
  /** How many pairs of this link one shot takes; 1 unless told, at most {@link MAX_PAIRS}. */
  readonly pairs?: number;
}

/** A link with everything said, checked. */
export interface Link {
  readonly between: readonly [string, string] | null;
  readonly probability: number;
  /** In seconds. */
  readonly cycle: number;
  /** Of a new pair. */
  readonly weights: BellWeights;
  /** Of each half. */
  readonly memory: readonly [MemoryTimes, MemoryTimes];
  /** In whole cycles; Infinity for none. */
  readonly cutoff: number;
  /** With 0 rounds for none. */
  readonly distil: DistillationOptions;
  readonly multiplexing: number;
  readonly pairs: number;
}

/** Beyond that a link is many links. */
export const MAX_MULTIPLEXING = 10_000;
/** Below that a cycle of nanoseconds makes less than a pair in ten days. */
export const MIN_PROBABILITY = 1e-15;
/** In seconds: far beyond what any hardware or anybody's patience has, and no number made of them overflows. */
const CYCLES = { least: 1e-15, most: 1e9 } as const;
/** As many ebits as a network of two processors has qubits for. */
export const MAX_PAIRS = 10;

const finite = v.pipe(v.number(), v.finite());

/** The shape of {@link LinkSettings} from outside; what the numbers mean is checked by `checkedLink`. */
export const linkSchema = lazily(() => {
  const memory = v.strictObject({ t1: v.optional(v.number()), t2: v.optional(v.number()) });
  return v.strictObject({
    between: v.optional(v.strictTuple([v.string(), v.string()])),
    probability: v.optional(finite),
    cycle: v.optional(finite),
    rate: v.optional(finite),
    fidelity: v.optional(finite),
    weights: v.optional(v.strictObject({ phiPlus: finite, phiMinus: finite, psiPlus: finite, psiMinus: finite })),
    memory: v.optional(v.union([memory, v.strictTuple([memory, memory])])),
    cutoff: v.optional(finite),
    distil: v.optional(v.strictObject({ protocol: v.string(), rounds: finite })),
    multiplexing: v.optional(finite),
    pairs: v.optional(finite),
  });
});

/** Room for the rounding of a division, in parts: a cutoff of 0.3 s is three cycles of 0.1 s. */
const SLACK = 1e-9;

/** @throws EbitError 'network' for none, or one by which nothing ever succeeds */
function requireProbability(probability: number, name: string, origin: string): void {
  if (probability >= MIN_PROBABILITY && probability <= 1) return;
  throw new EbitError(
    'network',
    `${name} has a probability of ${shownValue(probability)}${origin}; a try makes a pair with a probability above 0, at least ` +
      `${MIN_PROBABILITY}, at most 1.`,
  );
}

/** The probability of a try, and the seconds that it takes. */
function tries(settings: LinkSettings, multiplexing: number, name: string): { probability: number; cycle: number } {
  const { rate } = settings;
  for (const [what, value] of Object.entries({ cycle: settings.cycle, rate })) {
    if (value === undefined || value > 0) continue;
    const unit = what === 'cycle' ? 'seconds' : 'pairs a second';
    throw new EbitError('network', `${name} has a ${what} of ${shownValue(value)}; give ${unit} above 0.`);
  }
  if (settings.probability !== undefined) requireProbability(settings.probability, name, '');
  const given = [settings.probability, settings.cycle, rate].filter((value) => value !== undefined).length;
  if (given !== 2) {
    throw new EbitError(
      'network',
      `${name} has ${given === 3 ? 'all three of' : given === 0 ? 'none of' : 'only one of'} probability, cycle and rate; ` +
        'give two of them: rate = multiplexing x probability / cycle.',
    );
  }
  const probability = settings.probability ?? ((rate ?? 0) * (settings.cycle ?? 0)) / multiplexing;
  requireProbability(probability, name, ', which is rate x cycle / multiplexing');
  const cycle = settings.cycle ?? (multiplexing * probability) / (rate ?? 0);
  if (!(cycle >= CYCLES.least && cycle <= CYCLES.most)) {
    throw new EbitError(
      'network',
      `${name} has a cycle of ${shownValue(cycle)} s; give one from ${CYCLES.least} to ${CYCLES.most} s.`,
    );
  }
  return { probability, cycle };
}

/** @throws EbitError 'network' for a fidelity and weights together, or as `bellCorrelations` */
function weightsOf({ fidelity, weights }: LinkSettings, name: string): BellWeights {
  if (fidelity !== undefined && weights !== undefined) {
    throw new EbitError('network', `${name} has both a fidelity and weights; give one of them.`);
  }
  if (weights !== undefined) {
    bellCorrelations({ kind: 'weights', weights });
    return weights;
  }
  bellCorrelations({ kind: 'werner', fidelity: fidelity ?? 1 });
  return wernerWeights(fidelity ?? 1);
}

function cutoffCycles({ cutoff }: LinkSettings, cycle: number, name: string): number {
  if (cutoff === undefined) return Number.POSITIVE_INFINITY;
  const cycles = Math.floor((cutoff / cycle) * (1 + SLACK));
  if (cycles >= 1) return cycles;
  throw new EbitError(
    'network',
    `${name} has a cutoff of ${shownValue(cutoff)} s, below its cycle of ${cycle} s: no pair could wait for another. ` +
      'Give one cycle or more, or leave it out.',
  );
}

/** How messages call a link: `The link between A.0 and B.0`. */
function linkName({ between }: LinkSettings): string {
  return between === undefined ? 'The link' : `The link between ${between.map((end) => cutShort(end)).join(' and ')}`;
}

/**
 * Returns a link with everything said, checked.
 *
 * @throws EbitError 'network' for a key or a value that does not belong there, and for numbers outside their limits
 */
export function checkedLink(settings: LinkSettings): Link {
  const given = checked(linkSchema(), settings, 'network', 'The link') as LinkSettings;
  const name = linkName(given);
  const multiplexing = checkedWhole(`${name}: multiplexing`, given.multiplexing ?? 1, 1, MAX_MULTIPLEXING);
  const pairs = checkedWhole(`${name}: the number of pairs a shot`, given.pairs ?? 1, 1, MAX_PAIRS);
  const { probability, cycle } = tries(given, multiplexing, name);
  const { memory = {} } = given;
  const [first, second] = Array.isArray(memory) ? (memory as [LinkMemory, LinkMemory]) : [memory, memory as LinkMemory];
  const weights = weightsOf(given, name);
  const distil = checkedDistillation(given.distil ?? { protocol: 'dejmps', rounds: 0 });
  requireGain(weights, distil);
  return {
    between: given.between ?? null,
    probability,
    cycle,
    weights,
    memory: [
      memoryTimes(`${name}: its first memory`, first as LinkMemory),
      memoryTimes(`${name}: its second memory`, second),
    ],
    cutoff: cutoffCycles(given, cycle, name),
    distil,
    multiplexing,
    pairs,
  };
}
