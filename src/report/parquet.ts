// By the path of its one module: the package's own entry imports a module of Node for files, which nothing here needs.
import { parquetWriteBuffer } from 'hyparquet-writer/src/write.js';

/** What a column holds. */
function typeOf(values: readonly unknown[]): 'DOUBLE' | 'BOOLEAN' | 'STRING' {
  const known = values.filter((value) => value !== null);
  if (known.length > 0 && known.every((value) => typeof value === 'boolean')) return 'BOOLEAN';
  return known.every((value) => typeof value === 'number') ? 'DOUBLE' : 'STRING';
}

/**
 * Returns records as a file of Apache Parquet: a column a key, of doubles, booleans, or text where values are of several
 * kinds; what is missing is null.
 *
 * @param records - flat
 */
export function parquetFile(records: readonly Readonly<Record<string, unknown>>[]): Uint8Array {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columnData = names.map((name) => {
    const values = records.map((record) => record[name] ?? null);
    const type = typeOf(values);
    const data = type === 'STRING' ? values.map((value) => (value === null ? null : String(value))) : values;
    return { name, data, type, nullable: true };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
