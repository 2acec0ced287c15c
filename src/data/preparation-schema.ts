import * as v from 'valibot';
import { checked, lazily } from '../schema.js';
import { missingRules } from './missing.js';
import type { Preparation } from './preparation.js';

/** The shape of a {@link Preparation}, from a model file or from options. */
export const preparationSchema = lazily(() => {
  const categories = v.pipe(
    v.array(v.string()),
    v.check((list) => list.length > 0 && new Set(list).size === list.length, 'different words, at least one'),
  );
  const median = v.nullable(v.pipe(v.number(), v.finite()));
  const column = v.variant('kind', [
    v.strictObject({ column: v.string(), kind: v.literal('number'), median }),
    v.strictObject({ column: v.string(), kind: v.literal('onehot'), categories }),
    v.strictObject({ column: v.string(), kind: v.literal('ordinal'), categories, median }),
  ]);
  return v.pipe(
    v.strictObject({ missing: v.nullable(v.picklist(missingRules)), columns: v.array(column) }),
    v.check(
      ({ columns }) => new Set(columns.map((one) => one.column)).size === columns.length,
      'every column is there once',
    ),
    v.check(
      ({ missing, columns }) =>
        columns.every((one) => one.kind === 'onehot' || (one.median !== null) === (missing === 'median')),
      'a median for every column exactly where missing values are filled by it',
    ),
  );
});

/** Returns what becomes of columns, after checking its shape. @throws EbitError 'columns' for anything else */
export function checkedPreparation(preparation: unknown): Preparation {
  return checked(preparationSchema(), preparation, 'columns', 'The preparation');
}
