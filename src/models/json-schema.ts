import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { preparationSchema } from '../data/preparation-schema.js';
import { networkSchema } from '../network/network-spec.js';
import { circuitSchema, fileSchema, labelSchema, scaleSchema } from './model-schema.js';

const finite = v.pipe(v.number(), v.finite());
/** Keys are the processors' names, which a schema of all models cannot know. */
const lists = v.record(v.string(), v.array(finite));
const columns = v.strictObject({ features: v.record(v.string(), v.array(v.string())), label: v.nullable(labelSchema) });

/** The shape of a model file of any network. */
const wholeFileSchema = v.strictObject({
  ...fileSchema.entries,
  network: networkSchema,
  parameters: lists,
  columns: v.optional(v.nullable(columns), null),
  scale: v.optional(v.nullable(scaleSchema), null),
  preparation: v.optional(v.nullable(preparationSchema()), null),
});

/**
 * Returns the shape of a model file as JSON Schema (draft 2020-12). What a schema cannot say, such as how many parameters a
 * circuit has, is refused when the file is read; `src/models/format.md` says all of it.
 */
export function modelJsonSchema(): JsonSchema {
  const { $schema, ...schema } = toJsonSchema(wholeFileSchema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'ignore',
    definitions: { circuit: circuitSchema },
  });
  return {
    $schema,
    title: 'A model file of ebit, version 1, 2 or 3',
    ...schema,
  };
}
