import { EbitError } from '../errors.js';
import { MAX_PROCESSORS } from '../network/network.js';
import { finiteList } from '../number-list.js';
import { checkedWhole, checkedWord } from '../options.js';
import { shownValue } from '../shown-value.js';
import { requireTwoClasses } from './class-logits.js';
import type { ProcessorProgram, WeightForm } from './model-types.js';
import { checkOutcomeBits, outcomeBits } from './readouts.js';

/** Every {@link WeightForm}. */
const weightForms = ['free', 'parity', 'fixed'] as const satisfies readonly WeightForm[];

/** What of a model says how its outcomes are weighted. */
export interface WeightShape {
  readonly network: { readonly processors: readonly unknown[] };
  /** With how many qubits each reads out; one of each processor where they are not said. */
  readonly programs?: readonly { readonly readouts: readonly number[] }[];
  readonly angles: number;
  readonly weightForm: WeightForm;
  /** Two unless told. */
  readonly classes?: number;
  /** Those of the model, for where no others are given. */
  readonly parameters?: ArrayLike<number>;
}

/**
 * Returns the product of all bits' signs for every outcome: (-1)^(number of 1 bits).
 *
 * @param bits - how many
 * @returns shape [2^bits], +1 or -1
 * @example
 * signProducts(2); // Float64Array [1, -1, -1, 1]
 */
export function signProducts(bits: number): Float64Array {
  const signs = Float64Array.of(1);
  return Array.from({ length: bits }).reduce<Float64Array>(
    (shorter) => Float64Array.from({ length: 2 * shorter.length }, (_, a) => (a & 1 ? -1 : 1) * shorter[a >> 1]),
    signs,
  );
}

/** Returns where training starts: the product of the signs for `free`, 1 for `parity`, nothing for `fixed`. */
export function initialWeights(form: WeightForm, bits: number): Float64Array {
  if (form === 'free') return signProducts(bits);
  return form === 'parity' ? Float64Array.of(1) : new Float64Array(0);
}

/** How many bits an outcome of a model has. */
function bitsOf({ network, programs }: WeightShape): number {
  if (programs === undefined) return network.processors.length;
  const given: unknown = programs;
  const isReadOut = (one: unknown) => Array.isArray((one as Partial<ProcessorProgram> | null | undefined)?.readouts);
  if (!Array.isArray(given) || !given.every(isReadOut)) {
    throw new EbitError('model', `The programs of a model are needed where ${shownValue(given)} was given.`);
  }
  return outcomeBits({ programs });
}

/** Checks what of a model says how its outcomes are weighted, and that the parameters are as many as that takes. */
function checkedWeights(model: WeightShape, parameters: ArrayLike<number> | undefined): Float64Array {
  const given: Partial<WeightShape> | null | undefined = model;
  const processors: unknown = given?.network?.processors;
  if (!Array.isArray(processors) || processors.length < 1 || processors.length > MAX_PROCESSORS) {
    throw new EbitError(
      'model',
      `A model of 1 to ${MAX_PROCESSORS} processors is needed where ${shownValue(given)} was given.`,
    );
  }
  checkedWord('weight form', given?.weightForm, weightForms);
  requireTwoClasses({ classes: given?.classes ?? 2 }, 'A weight for every outcome');
  const angles = checkedWhole('The number of angles', given?.angles, 0, Number.MAX_SAFE_INTEGER);
  const list = finiteList('Parameter', parameters ?? given?.parameters);
  const bits = bitsOf(model);
  if (bits > MAX_PROCESSORS || model.weightForm === 'free') checkOutcomeBits(bits);
  const weights = initialWeights(model.weightForm, bits).length;
  if (list.length !== angles + weights) {
    throw new EbitError('shape', `${list.length} parameters were given; the model has ${angles + weights}.`);
  }
  return list;
}

/**
 * Returns the weights w_a in E(x) = sum_a w_a P(a|x).
 *
 * @param model - its weight form and its number of bits R, one a processor unless its programs read out several
 * @param parameters - shape [angles + weightCount], in the model's parameter order; the model's own unless given
 * @returns shape [2^R]; the first processor's first bit is the most significant of an outcome
 * @throws EbitError 'shape' or 'not-finite' for parameters that do not fit the model, 'labels' for a model of more than two
 *   classes, whose weights are its parameters behind the angles; 'model', 'config' or 'range' for what is no model
 * @example
 * outcomeWeights(model, model.parameters); // [1, -1, -1, 1]
 */
export function outcomeWeights(model: WeightShape, parameters?: ArrayLike<number>): Float64Array {
  const list = checkedWeights(model, parameters);
  const signs = signProducts(bitsOf(model));
  if (model.weightForm === 'free') return list.slice(model.angles, model.angles + signs.length);
  const weight = model.weightForm === 'parity' ? list[model.angles] : 1;
  return signs.map((sign) => weight * sign);
}

/**
 * Returns the trainable parity weight as it is reported: positive, its sign divided out.
 *
 * E = sign weight <prod_i Z_i>: a negative weight is no property of its own, it says that the parity itself is read with
 * the other sign (one processor's bit flipped). So success probabilities are (1 + y sign <prod_i Z_i>) / 2.
 *
 * @param model - a model of the form `parity` or `fixed`
 * @param parameters - shape [angles + weightCount], in the model's parameter order; the model's own unless given
 * @returns `weight` >= 0; `sign` is 1 where the weight is 0
 * @throws EbitError as {@link outcomeWeights}, 'config' for a model with free weights
 * @example
 * const shape = { network: { processors: ['A', 'B'] }, angles: 2, weightForm: 'parity' } as const;
 * parityWeight(shape, Float64Array.of(0.1, 0.2, -3)); // { weight: 3, sign: -1 }
 */
export function parityWeight(
  model: WeightShape & { readonly weightForm: 'parity' | 'fixed' },
  parameters?: ArrayLike<number>,
): { weight: number; sign: 1 | -1 } {
  const list = checkedWeights(model, parameters);
  checkedWord('parity weight in a model with weights', model.weightForm, weightForms.slice(1));
  const weight = model.weightForm === 'parity' ? list[model.angles] : 1;
  return { weight: Math.abs(weight), sign: weight < 0 ? -1 : 1 };
}
