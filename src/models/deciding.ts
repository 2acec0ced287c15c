// What decides a model's labels: its outcomes, or of many processors the parity of their bits alone.
import type { Asked } from '../engine/asked.js';
import type { Model } from './model-types.js';
import { expectationValues } from './predict.js';
import { outcomeWeights, parityWeight, type WeightShape } from './weights.js';

/**
 * With weights `parity` and `fixed`, E = w <product of all bits>, from so many processors on that one mean is contracted and no
 * list of outcomes made. Fewer processors gain next to nothing, and keep the bits that their numbers have always had.
 */
export const FEWEST_OF_PARITY = 4;

/** What of a model makes its labels; a model reads out one qubit of each processor where its programs are not said. */
type Deciding = Pick<WeightShape, 'network' | 'programs' | 'weightForm'>;

/** Returns what of its bits a model's E is made of; of several readouts of a processor it is always the outcomes. */
export function askedOf({ network, programs, weightForm }: Deciding): Asked {
  const { length } = network.processors;
  const single = programs === undefined || programs.every(({ readouts }) => readouts.length === 1);
  return weightForm !== 'free' && single && length >= FEWEST_OF_PARITY ? 'parity' : 'outcomes';
}

/**
 * Returns the weights of what decides: w_a, shape [outcomes], or those of the parity's two values, w and -w.
 *
 * @throws EbitError as `outcomeWeights`
 */
export function decidingWeights(model: WeightShape, parameters?: ArrayLike<number>): Float64Array {
  if (askedOf(model) === 'outcomes') return outcomeWeights(model, parameters);
  const { weight, sign } = parityWeight({ ...model, weightForm: parityForm(model) }, parameters);
  return Float64Array.of(sign * weight, -sign * weight);
}

function parityForm({ weightForm }: Pick<WeightShape, 'weightForm'>): 'parity' | 'fixed' {
  return weightForm === 'parity' ? 'parity' : 'fixed';
}

/**
 * Returns E of rows from what the core said of them: P(a), shape [rows, outcomes], or the mean of the parity and 1, shape
 * [rows, 2].
 *
 * @param parameters - the model's own unless given
 * @returns shape [rows]
 */
export function saidExpectations(model: WeightShape, said: Float64Array, parameters?: ArrayLike<number>): Float64Array {
  const weights = decidingWeights(model, parameters);
  return expectationValues(said, askedOf(model) === 'parity' ? Float64Array.of(weights[0], 0) : weights);
}

/**
 * Returns the probabilities of what decides, shape [rows, outcomes], or of a parity, P(+1) = (1 + E / w) / 2 and P(-1), shape
 * [rows, 2]. Of a weight of 0 both are 1/2: they are worth nothing.
 *
 * @param expectations - E of every row
 * @param probabilities - P(a) of every row, asked for where outcomes decide
 */
export function decidingProbabilities(
  model: Deciding,
  weights: Float64Array,
  expectations: () => Float64Array,
  probabilities: () => Float64Array,
): Float64Array {
  if (askedOf(model) === 'outcomes') return probabilities();
  const [weight] = weights;
  const values = expectations();
  const chances = new Float64Array(2 * values.length);
  for (let n = 0; n < values.length; n++) {
    const mean = weight === 0 ? 0 : Math.max(-1, Math.min(1, values[n] / weight));
    chances[2 * n] = (1 + mean) / 2;
    chances[2 * n + 1] = (1 - mean) / 2;
  }
  return chances;
}

/**
 * Returns the weights by which labels are decided: of two classes {@link decidingWeights}, of more W_ca class by class.
 *
 * @param model - one that was checked
 */
export function labelWeights(
  model: Pick<Model, 'network' | 'programs' | 'angles' | 'weightForm' | 'classes' | 'parameters'>,
): Float64Array {
  return model.classes === 2 ? decidingWeights(model, model.parameters) : model.parameters.subarray(model.angles);
}
