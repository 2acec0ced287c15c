import * as v from 'valibot';
import { chshEmbeddings } from '../../data/chsh.js';
import { cornerRules } from '../../data/clusters.js';
import { specSchema, ZZ_PAIRS } from '../../models/model-schema.js';
import { engineChoices, lossNames } from '../../models/session-types.js';
import { networkSchema } from '../../network/network-spec.js';
import { batchWords, rowSamplings } from '../../training/batches.js';

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
/** YAML reads the label 1, or the name of a numbered column, as a number; in a table it is text. */
const word = v.union([v.string(), v.pipe(v.number(), v.transform(String))]);

/**
 * Everything that a training run can be told, by a configuration file or by flags: one schema for both.
 *
 * A key `learningRate` is the flag `--learning-rate`. All keys are optional here; `resolve` fills in the rest. Numbers
 * are checked for what they are; whether they make sense together is for the parts that use them to say.
 */
export const settingsSchema = v.strictObject({
  data: v.optional(v.pipe(v.string(), v.nonEmpty())),
  dataSeed: v.optional(seed),
  corners: v.optional(v.picklist(cornerRules)),
  dimension: v.optional(v.picklist([8, 3])),
  chshEmbedding: v.optional(v.picklist(chshEmbeddings)),
  columns: v.optional(v.record(v.string(), v.array(word))),
  label: v.optional(word),
  positive: v.optional(word),
  validation: v.optional(finite),

  processors: v.optional(networkSchema.entries.processors),
  ebits: v.optional(v.union([count, v.unwrap(networkSchema.entries.ebits)])),
  fidelity: v.optional(finite),
  qubits: v.optional(count),

  pairs: v.optional(v.picklist(ZZ_PAIRS)),
  mixing: v.optional(count),
  depth: v.optional(count),
  weights: v.optional(specSchema.entries.weights),
  embedding: v.optional(specSchema.entries.embedding),
  circuit: v.optional(specSchema.entries.circuit),

  loss: v.optional(v.picklist(lossNames)),
  iterations: v.optional(positive),
  learningRate: v.optional(finite),
  beta2: v.optional(finite),
  batch: v.optional(v.union([positive, v.picklist(batchWords)])),
  sampling: v.optional(v.picklist(rowSamplings)),
  seed: v.optional(seed),
  seeds: v.optional(positive),
  workers: v.optional(positive),
  engine: v.optional(v.picklist(engineChoices)),
  evaluateEvery: v.optional(positive),
  earlyStop: v.optional(positive),
  checkpointEvery: v.optional(positive),
});

/** A part of what a run can be told. */
export type Settings = v.InferOutput<typeof settingsSchema>;

export type SettingName = keyof Settings;

/** Every key, in the order of the schema. */
export const settingNames = Object.keys(settingsSchema.entries) as SettingName[];
