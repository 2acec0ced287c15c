import { EbitError, messageOf } from '../errors.js';
import { network } from '../network/network.js';
import { networkSchema } from '../network/network-spec.js';
import { checked } from '../schema.js';
import { shownValue } from '../shown-value.js';
import { checkModel } from './checked-model.js';
import { modelFrom } from './model.js';
import { FORMAT, modelFileOf, stretches, VERSION } from './model-plain.js';
import { fileSchema, parametersSchema, tableSchema } from './model-schema.js';
import type { Model, ModelFile } from './model-types.js';
import { checkedSpec } from './spec.js';

const WHAT = 'The model file';

/**
 * Returns a model as plain data that JSON keeps without loss.
 *
 * @param model - with its parameters, its table's columns and its scale
 * @throws EbitError 'model' for what is no model
 * @example
 * const text = JSON.stringify(modelToJSON(model));
 * parseModel(text).parameters.every((value, i) => value === model.parameters[i]); // true
 */
export function modelToJSON(model: Model): ModelFile {
  checkModel(model);
  return modelFileOf(model);
}

function refuseOther(json: unknown): void {
  const { format, version } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  if (format !== FORMAT) {
    throw new EbitError('model', `That is no model file: its "format" is ${shownValue(format)}, not "${FORMAT}".`);
  }
  if (typeof version === 'number' && version > VERSION) {
    throw new EbitError(
      'model-version',
      `The model file has version ${version}, this program reads up to ${VERSION}; use a newer ebit.`,
    );
  }
}

/**
 * Returns the model that plain data describes: the inverse of {@link modelToJSON}, bit for bit.
 *
 * @param json - what `JSON.parse` makes of a model file; `mixing`, `columns`, `scale` and `preparation` may be left out
 * @throws EbitError 'model' if it is no model file, a key is unknown or missing, a value has another type, or a
 *   processor's or the weights' parameters are not as many as the model has; 'model-version' if the file is of a newer
 *   version; 'network', 'circuit', 'range', 'columns' and so on for contents that `network`, `classifier` and `withTable`
 *   refuse too
 * @example
 * const again = createModel(JSON.parse(JSON.stringify(modelToJSON(model))));
 * again.angles; // 36
 */
export function createModel(json: unknown): Model {
  refuseOther(json);
  const {
    network: described,
    parameters: given,
    columns,
    scale,
    preparation,
    ...rest
  } = checked(fileSchema, json, 'model', WHAT);
  const { version: _version, format: _format, ...spec } = rest;
  const built = network(checked(networkSchema, described, 'model', `${WHAT}'s network`));
  const blank = modelFrom(built, checkedSpec(spec, WHAT), 0);
  const names = built.processors.map(({ name }) => name);
  const parameters: Readonly<Record<string, readonly number[]>> = checked(
    parametersSchema(names),
    given,
    'model',
    `${WHAT}'s "parameters"`,
  );
  for (const { name, length } of stretches(blank)) {
    if (parameters[name].length !== length) {
      throw new EbitError(
        'model',
        `${WHAT} holds ${parameters[name].length} parameters under "${name}", where the model has ${length}; ` +
          'it is truncated, or was written for another circuit.',
      );
    }
  }
  const all = stretches(blank).flatMap(({ name }) => parameters[name]);
  return blank
    .withParameters(all)
    .withTable(checked(tableSchema(names), { columns, scale, preparation }, 'model', WHAT));
}

/**
 * Returns the model that the text of a model file describes.
 *
 * @param text - JSON
 * @throws EbitError 'model' if the text is not JSON, for instance because it is truncated, and as {@link createModel}
 * @example
 * const again = parseModel(JSON.stringify(modelToJSON(model)));
 * again.weightForm; // 'free'
 */
export function parseModel(text: string): Model {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    const why = messageOf(cause);
    throw new EbitError('model', `${WHAT} is not whole JSON (${why}); it may be truncated, get it again.`, { cause });
  }
  return createModel(json);
}
