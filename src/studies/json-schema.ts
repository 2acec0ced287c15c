import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { axisSchema } from './axis.js';
import { wholeStudySchema } from './study-spec.js';

/** Returns what a study may say as JSON Schema (draft 2020-12), by which editors complete and check a file of one. */
export function studyJsonSchema(): JsonSchema {
  return {
    title: 'A study of ebit',
    ...toJsonSchema(wholeStudySchema(), {
      target: 'draft-2020-12',
      typeMode: 'input',
      // What a schema alone cannot say is refused when the study is read.
      errorMode: 'ignore',
      definitions: { axis: axisSchema() },
    }),
  };
}
