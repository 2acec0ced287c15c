import type { WeightForm } from './model-types.js';

/** What of a model says how its outcomes are weighted. */
export interface WeightShape {
  readonly network: { readonly processors: readonly unknown[] };
  readonly angles: number;
  readonly weightForm: WeightForm;
}

/**
 * Returns the product of the processors' signs for every outcome: (-1)^(number of 1 bits).
 *
 * @param processors - how many
 * @returns shape [2^processors], +1 or -1
 * @example
 * signProducts(2); // Float64Array [1, -1, -1, 1]
 */
export function signProducts(processors: number): Float64Array {
  const signs = Float64Array.of(1);
  return Array.from({ length: processors }).reduce<Float64Array>(
    (shorter) => Float64Array.from({ length: 2 * shorter.length }, (_, a) => (a & 1 ? -1 : 1) * shorter[a >> 1]),
    signs,
  );
}

/** Returns where training starts: the product of the signs for `free`, 1 for `parity`, nothing for `fixed`. */
export function initialWeights(form: WeightForm, processors: number): Float64Array {
  if (form === 'free') return signProducts(processors);
  return form === 'parity' ? Float64Array.of(1) : new Float64Array(0);
}

/**
 * Returns the weights w_a in E(x) = sum_a w_a P(a|x).
 *
 * @param model - its weight form and its number of processors K
 * @param parameters - shape [angles + weightCount], in the model's parameter order
 * @returns shape [2^K]; the first processor is the most significant bit of an outcome
 * @example
 * outcomeWeights(model, model.parameters); // [1, -1, -1, 1]
 */
export function outcomeWeights(model: WeightShape, parameters: Float64Array): Float64Array {
  const signs = signProducts(model.network.processors.length);
  if (model.weightForm === 'free') return parameters.slice(model.angles, model.angles + signs.length);
  const weight = model.weightForm === 'parity' ? parameters[model.angles] : 1;
  return signs.map((sign) => weight * sign);
}

/**
 * Returns the trainable parity weight as it is reported: positive, its sign divided out.
 *
 * E = sign weight <prod_i Z_i>: a negative weight is no property of its own, it says that the parity itself is read with
 * the other sign (one processor's bit flipped). So success probabilities are (1 + y sign <prod_i Z_i>) / 2.
 *
 * @param model - a model of the form `parity` or `fixed`
 * @param parameters - shape [angles + weightCount], in the model's parameter order
 * @returns `weight` >= 0; `sign` is 1 where the weight is 0
 * @example
 * const shape = { network: { processors: ['A', 'B'] }, angles: 2, weightForm: 'parity' } as const;
 * parityWeight(shape, Float64Array.of(0.1, 0.2, -3)); // { weight: 3, sign: -1 }
 */
export function parityWeight(
  model: WeightShape & { readonly weightForm: 'parity' | 'fixed' },
  parameters: Float64Array,
): { weight: number; sign: 1 | -1 } {
  const weight = model.weightForm === 'parity' ? parameters[model.angles] : 1;
  return { weight: Math.abs(weight), sign: weight < 0 ? -1 : 1 };
}
