import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { classifier } from '../models/classifier.js';
import { zz } from '../models/embedding.js';
import { specSchema, ZZ_PAIRS } from '../models/model-schema.js';
import type { CircuitSpec, EmbeddingSpec, Model, ModelSpec, WeightForm, ZzPairs } from '../models/model-types.js';
import { qcnn } from '../models/qcnn.js';
import type { Network } from '../network/network.js';
import { lazily } from '../schema.js';
import { writtenOnce } from './canonical.js';
import type { Naming } from './naming.js';
import type { PartialOf } from './partial.js';
import { countSchema, finiteSchema } from './schemas.js';

/** The quantum classifier, with everything said. */
export interface ClassifierSettings {
  readonly kind: 'classifier';
  /** Of the zz embedding; or the embedding itself. */
  readonly pairs?: ZzPairs;
  readonly embedding?: EmbeddingSpec;
  /** How many mixing layers. */
  readonly mixing: number;
  /** Of the qcnn; or the circuit itself. */
  readonly depth?: number;
  readonly circuit?: CircuitSpec;
  readonly weights: WeightForm;
  /** How many, from 3 on; where it is not said, as many as the data have. */
  readonly classes?: number;
}

/** The classical baseline of two parties with four features each, see `fitDnn`. */
export interface DnnSettings {
  readonly kind: 'dnn';
}

/** Logistic regression on all features, see `fitLogistic`. */
export interface LogisticSettings {
  readonly kind: 'logistic';
  /** The inverse of the regularisation. */
  readonly c: number;
}

/** What is trained. */
export type ModelSettings = ClassifierSettings | DnnSettings | LogisticSettings;

/** What holds of a logistic regression unless told. */
export const logisticDefaults = { c: 1 } as const;

/** What holds of the classifier unless told. */
export const classifierDefaults = {
  pairs: ZZ_PAIRS[0],
  mixing: 0,
  depth: 20,
  weights: 'free',
} as const satisfies Partial<ClassifierSettings>;

/** The shape of what may be said of a model. */
export const partialModelSchema = lazily(() =>
  v.strictObject({
    kind: v.optional(v.picklist(['classifier', 'dnn', 'logistic'])),
    pairs: v.optional(v.picklist(ZZ_PAIRS)),
    mixing: v.optional(countSchema),
    depth: v.optional(countSchema),
    weights: v.optional(specSchema.entries.weights),
    embedding: v.optional(specSchema.entries.embedding),
    circuit: v.optional(specSchema.entries.circuit),
    classes: specSchema.entries.classes,
    c: v.optional(finiteSchema),
  }),
);

/** What may be said of a model. */
export type PartialModel = Omit<PartialOf<ClassifierSettings>, 'kind'> & {
  readonly kind?: ModelSettings['kind'] | undefined;
  readonly c?: number | undefined;
};

/** The settings that mean something for each kind of model. */
const KNOWN: Readonly<Record<ModelSettings['kind'], readonly (keyof PartialModel)[]>> = {
  classifier: ['pairs', 'embedding', 'mixing', 'depth', 'circuit', 'weights', 'classes'],
  dnn: [],
  logistic: ['c'],
};

/** Two ways to say one thing. */
const RIVALS = [
  ['pairs', 'embedding'],
  ['depth', 'circuit'],
] as const;

/**
 * Fills in what is left open of a model.
 *
 * @param settings - that fit {@link partialModelSchema}
 * @throws EbitError `naming.code` if two settings say the same thing, or one means nothing for the kind of model
 */
export function completeModel(settings: PartialModel, { code, nameOf }: Naming): ModelSettings {
  const { kind = 'classifier', ...rest } = settings;
  const given = (Object.keys(rest) as (keyof typeof rest)[]).filter((name) => rest[name] !== undefined);
  const stray = given.find((name) => !KNOWN[kind].includes(name));
  if (stray !== undefined) {
    throw new EbitError(code, `"${nameOf(`model.${stray}`)}" means nothing for the model "${kind}"; leave it out.`);
  }
  if (kind === 'dnn') return { kind };
  if (kind === 'logistic') return { kind, c: rest.c ?? logisticDefaults.c };
  for (const [one, other] of RIVALS) {
    if (rest[one] !== undefined && rest[other] !== undefined) {
      const names = [one, other].map((name) => nameOf(`model.${name}`));
      throw new EbitError(code, `"${names[0]}" and "${names[1]}" both say the same thing; give one of them.`);
    }
  }
  const { pairs, embedding, depth, circuit, mixing, weights, classes } = rest;
  return {
    kind,
    ...(embedding === undefined ? { pairs: pairs ?? classifierDefaults.pairs } : { embedding }),
    mixing: mixing ?? classifierDefaults.mixing,
    ...(circuit === undefined ? { depth: depth ?? classifierDefaults.depth } : { circuit }),
    weights: weights ?? classifierDefaults.weights,
    ...(classes === undefined ? {} : { classes }),
  };
}

/** The settings of a model that there is: of all but its network and its parameters. */
export function settingsOfModel({ spec: { mixing, ...spec } }: Model): ClassifierSettings {
  return { kind: 'classifier', ...spec, mixing: mixing.layers };
}

/** What a classifier is made of, as model files say it. */
export function specOf({ pairs, embedding, mixing, depth, circuit, weights, classes }: ClassifierSettings): ModelSpec {
  return {
    embedding: embedding ?? zz({ pairs }),
    mixing: { layers: mixing },
    circuit: circuit ?? qcnn({ depth: depth ?? classifierDefaults.depth }),
    weights,
    ...(classes === undefined ? {} : { classes }),
  };
}

/** What a classifier is made of, whichever way it was said. */
export const specIdentity = writtenOnce(specOf);

/**
 * Returns the untrained classifier that settings describe.
 *
 * @param seed - of its initial angles
 * @throws EbitError 'range' or 'circuit' if the circuits do not fit the processors
 */
export function classifierOf(settings: ClassifierSettings, on: Network, seed: number): Model {
  return classifier({ network: on, ...specOf(settings), seed });
}
