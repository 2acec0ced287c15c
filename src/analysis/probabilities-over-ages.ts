import type { Rows } from '../data/rows.js';
import { type EbitPair, pairsOfEbits } from '../links/ebits-of-links.js';
import type { Link, LinkSettings } from '../links/link.js';
import { agedCorrelations, type PairCorrelations, remains } from '../links/memory.js';
import { type PairComponent, pairComponents } from '../links/pair-components.js';
import { sampledAges } from '../links/sampled-ages.js';
import { checkedLinks, linkDefaults, MAX_DRAWS, type ShotsOverLinks, shotsOver } from '../links/shots-over-links.js';
import { checkModel } from '../models/checked-model.js';
import { createModel, modelToJSON } from '../models/model-file.js';
import type { Model } from '../models/model-types.js';
import { handedOut } from '../models/predict.js';
import type { RowOptions } from '../models/row-options.js';
import { checkedWhole, checkOptions } from '../options.js';

/** What {@link probabilitiesOverAges} takes beside the model, rows and links. */
export interface ProbabilitiesOverAgesOptions extends RowOptions {
  /** How many shots are drawn where the ways are too many to list; 20,000 unless told. */
  readonly draws?: number;
  /** Of the draws; 1 unless told. */
  readonly seed?: number;
}

/** What {@link probabilitiesOverAges} returns. */
export interface ProbabilitiesOverAges {
  /** The mean of P(a|x), shape [rows, outcomes]. */
  readonly probabilities: Float64Array;
  /** Of each of them; 0 where nothing was drawn. */
  readonly standardErrors: Float64Array;
  /** Whether all joint ages are in the mean, or those of drawn shots. */
  readonly method: 'exact' | 'sampled';
  /** Shots that were drawn; null for none. */
  readonly draws: number | null;
  /** On how many networks the model was evaluated. */
  readonly evaluations: number;
}

/** Up to so many networks the mean over all ways is a sum over fixed states of the pairs. */
const MOST_COMPONENTS = 700;
/** Beyond them the model is evaluated for so many drawn ways. */
const WAYS = 300;
/** Parts of the drawn shots whose scatter is the standard error. */
const PARTS = 20;

/** The same model on a network whose ebits have other states. */
function onEbits(model: Model, states: readonly PairCorrelations[], pairs: readonly EbitPair[]): Model {
  const file = modelToJSON(model);
  const { ebits = [] } = file.network;
  return createModel({
    ...file,
    network: {
      ...file.network,
      ebits: ebits.map(({ between }, ebit) => {
        const { place, isTurned } = pairs[ebit];
        const own = states[place];
        return { between, correlations: isTurned ? own.map((_, q) => own.map((row) => row[q])) : own };
      }),
    },
  });
}

/** All choices of one component a pair. */
function choices(components: readonly (readonly PairComponent[])[]): (readonly PairComponent[])[] {
  return components.reduce<(readonly PairComponent[])[]>(
    (all, own) => all.flatMap((chosen) => own.map((one) => [...chosen, one])),
    [[]],
  );
}

/** Mean and standard error of what parts of equal size have come to. */
function ofParts(parts: readonly Float64Array[]): { mean: Float64Array; error: Float64Array } {
  const count = parts.length;
  const mean = new Float64Array(parts[0].length);
  const error = new Float64Array(mean.length);
  for (let i = 0; i < mean.length; i++) {
    let [sum, squares] = [0, 0];
    for (const part of parts) sum += part[i];
    mean[i] = sum / count;
    for (const part of parts) squares += (part[i] - mean[i]) * (part[i] - mean[i]);
    error[i] = Math.sqrt(squares / (count * (count - 1)));
  }
  return { mean, error };
}

/** A mean over joint ages. */
interface Averaged {
  readonly mean: Float64Array;
  readonly error: Float64Array;
  readonly evaluations: number;
}

type Evaluate = (states: readonly PairCorrelations[]) => Float64Array;

/** The mean as a sum over fixed states: of every choice of them the mean of its weights, times what the model says there. */
function overComponents(
  found: ShotsOverLinks,
  components: readonly (readonly PairComponent[])[],
  evaluate: Evaluate,
): Averaged {
  const count = found.joint.length;
  const parts = found.draws === null ? 1 : Math.min(PARTS, count);
  const sums: Float64Array[] = [];
  const all = choices(components);
  for (const chosen of all) {
    const weights = new Float64Array(parts);
    const sizes = new Float64Array(parts);
    found.joint.forEach(({ weight }, way) => {
      const part = Math.floor((way * parts) / count);
      sizes[part] += weight;
      weights[part] += chosen.reduce((product, component) => product * component.weights[way], weight);
    });
    const own = evaluate(chosen.map(({ correlations }) => correlations));
    for (let part = 0; part < parts; part++) {
      sums[part] ??= new Float64Array(own.length);
      for (let i = 0; i < own.length; i++) sums[part][i] += (weights[part] / sizes[part]) * own[i];
    }
  }
  const evaluations = all.length;
  if (parts === 1) return { mean: sums[0], error: new Float64Array(sums[0].length), evaluations };
  return { ...ofParts(sums), evaluations };
}

/** The mean over drawn ways, one by one. */
function overWays(links: readonly Link[], count: number, seed: number, evaluate: Evaluate): Averaged {
  const { joint } = sampledAges(links, count, seed);
  const memories = links.flatMap(({ memory, pairs }) => Array.from({ length: pairs }, () => memory));
  const own = joint.map(({ pairs }) =>
    evaluate(
      pairs.map(({ weights, seconds }, place) => {
        const [a, b] = memories[place];
        return agedCorrelations(weights, [remains(a, seconds), remains(b, seconds)]);
      }),
    ),
  );
  return { ...ofParts(own), evaluations: own.length };
}

/**
 * Returns the mean of P(a|x) over the joint ages of the pairs that a model's ebits are, when each shot begins as soon as its links
 * have made all of them.
 *
 *     P(a|x) = sum over ways w of p_w P(a|x, rho_1w (x) ... (x) rho_nw)
 *
 * The ages of one shot depend on each other, so the averaged state is no product over ebits, and no single fidelity gives this
 * mean. It is exact all the same: the state of a pair that has waited is a sum of a few fixed states with weights that depend
 * on its age (two without relaxation, five with it, seven where distilled pairs differ), P is linear in each pair's state, so the
 * model is evaluated once for every choice of fixed states, up to 700 networks. Beyond them it is evaluated for 300 drawn shots.
 * Where the ways are too many to list, shots are drawn, and the scatter of twenty parts of them is the standard error.
 *
 * @param model - a classifier whose network has an ebit for each pair of the links; the states of these ebits are those of the
 *   links' pairs, whatever they are in the network. A link with `between` makes the ebits between these qubits, or the first ones
 *   between these processors; one without makes the first that are left. Of several pairs the oldest is the first ebit.
 * @param rows - shape [rows, features]
 * @param links - as `shotsOverLinks` takes them
 * @param options - `rows` as `Model.predict` takes it, `draws` and `seed` as `shotsOverLinks`
 * @returns probabilities of outcomes and their standard errors, both [rows, outcomes]
 * @throws EbitError 'network' for links that are none, or do not make the network's ebits; 'model' for what is no model; 'shape'
 *   or 'not-finite' for rows that do not fit; 'range' and 'config' as `shotsOverLinks`
 * @example
 * const link = { probability: 0.1, cycle: 1e-4, fidelity: 0.95, memory: { t1: 0.1, t2: 0.02 }, cutoff: 5e-3, pairs: 2 };
 * const player = classifier({ network: bellNetwork({ ebits: 2 }), circuit: qcnn({ depth: 1 }), seed: 1 });
 * const { probabilities, method, evaluations } = probabilitiesOverAges(player, rows, [link]);
 * [probabilities.length, method, evaluations]; // [128, 'exact', 5]
 */
export function probabilitiesOverAges(
  model: Model,
  rows: Rows,
  links: readonly LinkSettings[],
  options: ProbabilitiesOverAgesOptions = {},
): ProbabilitiesOverAges {
  checkOptions('probabilitiesOverAges', options, { draws: true, seed: true, rows: true });
  const draws = checkedWhole('The number of draws', options.draws ?? linkDefaults.draws, 2, MAX_DRAWS);
  const seed = checkedWhole('The seed', options.seed ?? linkDefaults.seed, 0, Number.MAX_SAFE_INTEGER);
  checkModel(model);
  const checked = checkedLinks(links);
  const pairs = pairsOfEbits(model.network, checked);
  const found = shotsOver(checked, 1, draws, seed);
  const evaluate: Evaluate = (states) =>
    onEbits(model, states, pairs).probabilities(rows, options.rows === undefined ? {} : { rows: options.rows });
  const components = found.pairs.map(({ link }, place) => pairComponents(checked[link], found.joint, place));
  const isFew = components.reduce((count, { length }) => count * length, 1) <= MOST_COMPONENTS;
  const { mean, error, evaluations } = isFew
    ? overComponents(found, components, evaluate)
    : overWays(checked, Math.min(draws, WAYS), seed, evaluate);
  return {
    probabilities: handedOut(mean),
    standardErrors: error,
    method: isFew ? found.method : 'sampled',
    draws: isFew ? found.draws : evaluations,
    evaluations,
  };
}
