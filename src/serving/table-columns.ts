// Which columns of a table a model reads, and what becomes of each.

import type { MissingRule } from '../data/missing.js';
import { featureNames, type Preparation } from '../data/preparation.js';
import { EbitError } from '../errors.js';
import type { Model } from '../models/model-types.js';
import { nearestHint } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';

/** The columns of a table as a model takes them. */
export interface ReadColumns {
  /** For each processor's name its columns, in the network's order. */
  readonly features: Readonly<Record<string, readonly string[]>>;
  /** What becomes of each, under its name in this table. */
  readonly preparation: Preparation;
  /** What is done with rows that lack a value; null where they are refused. */
  readonly missing: MissingRule | null;
  /** The features' names, in their order in a row. */
  readonly names: readonly string[];
}

/**
 * Returns the columns that a model reads.
 *
 * @param columns - other names for the model's columns, in the same order; its own unless told
 * @param missing - another rule than the model's
 * @throws EbitError 'columns' if they are known from nowhere, are for a processor that the model lacks, are of another form, or
 *   are not as many as it reads; 'config' for medians that it does not keep
 */
export function readColumns(
  model: Model,
  columns: Readonly<Record<string, readonly string[]>> | undefined,
  missing: MissingRule | undefined,
): ReadColumns {
  const features = namedFeatures(model, columns);
  const preparation = preparationOf(model, features);
  if (missing === 'median' && preparation.missing !== 'median') {
    throw new EbitError(
      'config',
      'The model keeps no medians, for it was trained without them; use missing: "drop", or train it again.',
    );
  }
  const names = featureNames(features, preparation).flatMap(([, own]) => own);
  return { features, preparation, missing: missing ?? preparation.missing, names };
}

/** The columns of every processor, in the network's order. */
function namedFeatures(model: Model, columns: Readonly<Record<string, readonly string[]>> | undefined) {
  const named: unknown = columns ?? model.columns?.features;
  const names = model.network.processors.map(({ name }) => name);
  const example = `columns: { ${names.map((name) => `${name}: [...]`).join(', ')} }`;
  if (named === undefined) {
    throw new EbitError(
      'columns',
      `The model was not trained on a table; say which columns it is to read, by ${example}.`,
    );
  }
  if (typeof named !== 'object' || named === null || Array.isArray(named)) {
    throw new EbitError('columns', `The columns are ${shownValue(named)}; give each processor a list, ${example}.`);
  }
  const given = named as Readonly<Record<string, unknown>>;
  const stray = Object.keys(given).find((name) => !names.includes(name));
  if (stray !== undefined) {
    const hint = nearestHint(stray, names);
    throw new EbitError(
      'columns',
      `The model has no processor "${cutShort(stray)}".${hint} It has ${names.map((name) => cutShort(name)).join(', ')}.`,
    );
  }
  const lists = names.map((name, p) => {
    const own = Object.hasOwn(given, name) ? given[name] : [];
    if (!Array.isArray(own) || own.some((column) => typeof column !== 'string')) {
      throw new EbitError(
        'columns',
        `Processor "${cutShort(name)}" has ${shownValue(own)} for its columns; give a list of names.`,
      );
    }
    const wanted = model.preparation === null ? model.features[p] : (model.columns?.features[name].length ?? 0);
    if (own.length !== wanted) {
      throw new EbitError(
        'columns',
        `Processor "${cutShort(name)}" reads ${wanted} columns, ${own.length} are named for it; name as many.`,
      );
    }
    const twice = own.find((column, i) => own.indexOf(column) < i);
    if (twice !== undefined) {
      throw new EbitError(
        'columns',
        `Processor "${cutShort(name)}" has the column "${cutShort(twice)}" twice; name it once.`,
      );
    }
    return [name, own as string[]] as const;
  });
  return Object.fromEntries(lists);
}

/** What the model does with its columns, under the names that they have in this table. */
function preparationOf(
  { preparation, columns: known }: Model,
  features: Readonly<Record<string, readonly string[]>>,
): Preparation {
  const all = [...new Set(Object.values(features).flat())];
  if (preparation === null || known === null) {
    return { missing: null, columns: all.map((column) => ({ column, kind: 'number', median: null })) };
  }
  const named = new Map(
    Object.entries(features).flatMap(([processor, own]) =>
      own.map((column, i) => [column, known.features[processor][i]] as const),
    ),
  );
  const columns = [...named].flatMap(([column, before]) =>
    preparation.columns.filter((one) => one.column === before).map((how) => ({ ...how, column })),
  );
  return { missing: preparation.missing, columns };
}
