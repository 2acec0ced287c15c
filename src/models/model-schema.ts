import * as v from 'valibot';
import { channelNames } from '../circuit/channels.js';
import { gateNames } from '../circuit/gates.js';
import { MAX_CLASSES } from '../data/dataset.js';
import { preparationSchema } from '../data/preparation-schema.js';
import type { ReuploadingSpec, ZzPairs } from './model-types.js';

/** Which pairs of qubits the zz embedding may couple; the first is the default. */
export const ZZ_PAIRS = ['ring', 'all', 'chain'] as const satisfies readonly ZzPairs[];

/** What a re-uploading circuit may read out; the first is the default. */
export const READOUTS = ['last', 'pools', 'all'] as const satisfies readonly ReuploadingSpec['readout'][];

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(finite, v.integer(), v.minValue(0));
const controls = v.array(v.strictObject({ qubit: finite, value: v.picklist([0, 1]) }));

const factors = v.array(v.strictObject({ feature: finite, offset: finite, slope: finite }));

const angle = v.variant('kind', [
  v.strictObject({ kind: v.literal('constant'), value: finite }),
  v.strictObject({
    kind: v.literal('parameter'),
    index: finite,
    scale: v.optional(finite),
    offset: v.optional(finite),
  }),
  v.strictObject({
    kind: v.literal('data'),
    scale: finite,
    factors,
  }),
  v.strictObject({ kind: v.literal('scaled'), index: finite, scale: finite, factors }),
]);

const operation = v.variant('kind', [
  v.strictObject({
    kind: v.literal('gate'),
    gate: v.picklist(gateNames),
    targets: v.array(finite),
    controls,
    conditions: controls,
    angle: v.nullable(angle),
  }),
  v.strictObject({ kind: v.literal('measure'), qubit: finite }),
  v.strictObject({
    kind: v.literal('channel'),
    channel: v.picklist(channelNames),
    values: v.array(finite),
    target: finite,
    conditions: controls,
  }),
]);

/** The shape of a circuit as plain data; what its numbers mean is checked by `checkCircuit`. */
export const circuitSchema = v.strictObject({
  qubits: finite,
  operations: v.array(operation),
  parameters: count,
  features: count,
});

const readoutCircuit = v.strictObject({ circuit: circuitSchema, readout: v.union([finite, v.array(finite)]) });

/** The shapes of what `customEmbedding` and `customCircuit` take, as lists. */
export const circuitsSchema = v.array(circuitSchema);
export const readoutCircuitsSchema = v.array(readoutCircuit);

/** The shape of what `reuploading` takes. */
export const reuploadingEntries = {
  layers: finite,
  readout: v.optional(v.union([v.picklist(READOUTS), v.array(finite)]), READOUTS[0]),
  features: v.optional(v.union([finite, v.array(finite)])),
};

const specEntries = {
  embedding: v.variant('kind', [
    v.strictObject({ kind: v.literal('zz'), pairs: v.optional(v.picklist(ZZ_PAIRS), ZZ_PAIRS[0]) }),
    v.strictObject({ kind: v.literal('unitary') }),
    v.strictObject({ kind: v.literal('none') }),
    v.strictObject({ kind: v.literal('custom'), circuits: circuitsSchema }),
  ]),
  mixing: v.optional(v.strictObject({ layers: finite }), { layers: 0 }),
  circuit: v.variant('kind', [
    v.strictObject({ kind: v.literal('qcnn'), depth: finite }),
    v.strictObject({ kind: v.literal('reuploading'), ...reuploadingEntries }),
    v.strictObject({ kind: v.literal('custom'), circuits: readoutCircuitsSchema }),
  ]),
  weights: v.picklist(['free', 'parity', 'fixed']),
  classes: v.optional(v.pipe(finite, v.integer(), v.minValue(3), v.maxValue(MAX_CLASSES))),
};

/** The shape of a model's spec, from a model file or from options. */
export const specSchema = v.strictObject(specEntries);

/** The shape of what a table's label column is. */
export const labelSchema = v.union([
  v.strictObject({ column: v.string(), positive: v.string(), negative: v.string() }),
  v.strictObject({ column: v.string(), classes: v.array(v.string()) }),
]);

/** The shape of the extent of a table's features. */
export const scaleSchema = v.strictObject({ minimum: v.array(finite), maximum: v.array(finite) });

/** The shape of `withTable`'s argument for processors of these names. */
export function tableSchema(processors: readonly string[]) {
  return v.strictObject({
    columns: v.nullable(
      v.strictObject({
        features: v.strictObject(Object.fromEntries(processors.map((name) => [name, v.array(v.string())]))),
        label: v.nullable(labelSchema),
      }),
    ),
    scale: v.nullable(scaleSchema),
    preparation: v.optional(v.nullable(preparationSchema())),
  });
}

/** The shape of a model file, but for what depends on the processors' names. */
export const fileSchema = v.strictObject({
  format: v.literal('ebit-model'),
  version: v.picklist([1, 2, 3]),
  network: v.unknown(),
  ...specEntries,
  parameters: v.unknown(),
  columns: v.optional(v.unknown(), null),
  scale: v.optional(v.unknown(), null),
  preparation: v.optional(v.unknown(), null),
});

/** The shape of a model file's parameters for processors of these names. */
export function parametersSchema(processors: readonly string[]) {
  const angles = Object.fromEntries(processors.map((name) => [name, v.array(finite)]));
  return v.strictObject({ ...angles, weights: v.optional(v.array(finite), []) });
}
