import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { classifier } from '../models/classifier.js';
import { noEmbedding, zz } from '../models/embedding.js';
import { READOUTS, specSchema, ZZ_PAIRS } from '../models/model-schema.js';
import type {
  CircuitSpec,
  EmbeddingSpec,
  Model,
  ModelSpec,
  ReuploadingSpec,
  WeightForm,
  ZzPairs,
} from '../models/model-types.js';
import { qcnn } from '../models/qcnn.js';
import { reuploading } from '../models/reuploading.js';
import type { Network } from '../network/network.js';
import { lazily } from '../schema.js';
import { writtenOnce } from './canonical.js';
import type { Naming } from './naming.js';
import type { PartialOf } from './partial.js';
import { countSchema, finiteSchema, positiveSchema } from './schemas.js';

/** The circuits that a word is enough for; the first is the default. */
export const circuitWords = ['qcnn', 'reuploading'] as const;

/** A circuit by its word. */
export type CircuitWord = (typeof circuitWords)[number];

/** The quantum classifier, with everything said. */
export interface ClassifierSettings {
  readonly kind: 'classifier';
  /** Of the zz embedding; or the embedding itself. */
  readonly pairs?: ZzPairs;
  readonly embedding?: EmbeddingSpec;
  /** How many mixing layers. */
  readonly mixing: number;
  /** Of the qcnn; or the circuit itself, or that it reads its features again in every layer. */
  readonly depth?: number;
  readonly circuit?: CircuitSpec | 'reuploading';
  /** Of that circuit, `reuploading` by its word. */
  readonly layers?: number;
  /** Of every processor or of each, that circuit reads; one a qubit where it is not said. */
  readonly features?: number | readonly number[];
  /** What that circuit reads out; `all` for a table where it is not said, else `last`. */
  readonly readout?: ReuploadingSpec['readout'];
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

/** What holds of a re-uploading circuit unless told, where each party holds few features. */
export const reuploadingDefaults = {
  /** As many as it takes for the readout to see every feature, where that is more. */
  layers: 6,
  /** Of each processor at most, for a table: real ones were learnt better by many layers on two qubits than by few on four. */
  qubits: 2,
} as const;

/** The shape of what may be said of a model. */
export const partialModelSchema = lazily(() =>
  v.strictObject({
    kind: v.optional(v.picklist(['classifier', 'dnn', 'logistic'])),
    pairs: v.optional(v.picklist(ZZ_PAIRS)),
    mixing: v.optional(countSchema),
    depth: v.optional(countSchema),
    weights: v.optional(specSchema.entries.weights),
    embedding: v.optional(specSchema.entries.embedding),
    circuit: v.optional(v.union([v.picklist(circuitWords), specSchema.entries.circuit])),
    layers: v.optional(positiveSchema),
    features: v.optional(v.union([positiveSchema, v.array(positiveSchema)])),
    readout: v.optional(v.union([v.picklist(READOUTS), v.array(countSchema)])),
    classes: specSchema.entries.classes,
    c: v.optional(finiteSchema),
  }),
);

/** What may be said of a model. */
export type PartialModel = Omit<PartialOf<ClassifierSettings>, 'kind' | 'circuit'> & {
  readonly kind?: ModelSettings['kind'] | undefined;
  readonly circuit?: CircuitSpec | CircuitWord | undefined;
  readonly c?: number | undefined;
};

/** The settings that mean something for each kind of model. */
const KNOWN: Readonly<Record<ModelSettings['kind'], readonly (keyof PartialModel)[]>> = {
  classifier: [
    'pairs',
    'embedding',
    'mixing',
    'depth',
    'circuit',
    'layers',
    'features',
    'readout',
    'weights',
    'classes',
  ],
  dnn: [],
  logistic: ['c'],
};

/** The settings that mean something for one kind of circuit alone. */
const KNOWN_TO: Readonly<Record<CircuitWord, readonly (keyof PartialModel)[]>> = {
  qcnn: ['pairs', 'embedding', 'depth'],
  reuploading: ['layers', 'features', 'readout'],
};

/** Two ways to say one thing. */
const RIVALS = [
  ['pairs', 'embedding'],
  ['depth', 'circuit'],
  ['layers', 'circuit'],
  ['features', 'circuit'],
  ['readout', 'circuit'],
] as const;

/**
 * The word for the circuit that is meant: that of which something is said; null where it is written out.
 *
 * @param standard - where nothing is said
 */
export function circuitWord(
  { circuit, ...rest }: PartialModel,
  standard: CircuitWord = circuitWords[0],
): CircuitWord | null {
  if (circuit !== undefined) return typeof circuit === 'string' ? circuit : null;
  const says = (word: CircuitWord) => KNOWN_TO[word].some((name) => rest[name as keyof typeof rest] !== undefined);
  return says('reuploading') ? 'reuploading' : says('qcnn') ? 'qcnn' : standard;
}

/**
 * Fills in what is left open of a model.
 *
 * @param settings - that fit {@link partialModelSchema}
 * @param standard - the circuit of a classifier of which nothing is said
 * @throws EbitError `naming.code` if two settings say the same thing, or one means nothing for the kind of model
 */
export function completeModel(
  settings: PartialModel,
  { code, nameOf }: Naming,
  standard: CircuitWord = circuitWords[0],
): ModelSettings {
  const { kind = 'classifier', ...rest } = settings;
  const given = (Object.keys(rest) as (keyof typeof rest)[]).filter((name) => rest[name] !== undefined);
  const stray = given.find((name) => !KNOWN[kind].includes(name));
  if (stray !== undefined) {
    throw new EbitError(code, `"${nameOf(`model.${stray}`)}" means nothing for the model "${kind}"; leave it out.`);
  }
  if (kind === 'dnn') return { kind };
  if (kind === 'logistic') return { kind, c: rest.c ?? logisticDefaults.c };
  const word = circuitWord(rest, standard);
  const foreign = circuitWords.filter((one) => one !== word).flatMap((one) => KNOWN_TO[one]);
  const unfit = word === null ? undefined : given.find((name) => foreign.includes(name));
  if (unfit !== undefined) {
    throw new EbitError(code, `"${nameOf(`model.${unfit}`)}" means nothing for the circuit "${word}"; leave it out.`);
  }
  for (const [one, other] of RIVALS) {
    if (rest[one] !== undefined && rest[other] !== undefined && (word === null || other !== 'circuit')) {
      const names = [one, other].map((name) => nameOf(`model.${name}`));
      throw new EbitError(code, `"${names[0]}" and "${names[1]}" both say the same thing; give one of them.`);
    }
  }
  const { classes, weights = classifierDefaults.weights } = rest;
  return { kind, ...completeCircuit(rest, word), weights, ...(classes === undefined ? {} : { classes }) };
}

function completeCircuit(
  { pairs, embedding, depth, circuit, layers, features, readout, mixing: said }: Omit<PartialModel, 'kind' | 'c'>,
  word: CircuitWord | null,
): Omit<ClassifierSettings, 'kind' | 'weights' | 'classes'> {
  const mixing = said ?? classifierDefaults.mixing;
  if (word === 'reuploading') {
    return {
      circuit: word,
      ...(layers === undefined ? {} : { layers }),
      ...(features === undefined ? {} : { features }),
      ...(readout === undefined ? {} : { readout }),
      mixing,
    };
  }
  const written = typeof circuit === 'object' ? circuit : undefined;
  const own = embedding ?? (written?.kind === 'reuploading' && pairs === undefined ? noEmbedding() : undefined);
  return {
    ...(own === undefined ? { pairs: pairs ?? classifierDefaults.pairs } : { embedding: own }),
    mixing,
    ...(written === undefined ? { depth: depth ?? classifierDefaults.depth } : { circuit: written }),
  };
}

/** The settings of a model that there is: of all but its network and its parameters. */
export function settingsOfModel({ spec: { mixing, ...spec } }: Model): ClassifierSettings {
  return { kind: 'classifier', ...spec, mixing: mixing.layers };
}

/** What a classifier is made of, as model files say it. */
export function specOf(settings: ClassifierSettings): ModelSpec {
  const { pairs, embedding, mixing, depth, circuit, layers = reuploadingDefaults.layers, features } = settings;
  const { readout } = settings;
  const { weights, classes } = settings;
  const isReuploading = circuit === 'reuploading';
  return {
    embedding: embedding ?? (isReuploading ? noEmbedding() : zz({ pairs })),
    mixing: { layers: mixing },
    circuit: isReuploading
      ? reuploading({ layers, features, readout })
      : (circuit ?? qcnn({ depth: depth ?? classifierDefaults.depth })),
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
