/** How an array of NumPy is written. */
export interface NpyForm {
  /** As NumPy spells it: `<f8`, `>i4`, `|u1`. */
  readonly type: string;
  readonly byColumns?: boolean;
  readonly version?: 1 | 2 | 3;
}

/** The bytes of an array as `numpy.save` writes them, by the description of its format. */
export function npyFile(
  rows: readonly (readonly number[])[],
  { type, byColumns = false, version = 1 }: NpyForm,
): Uint8Array {
  const columns = rows[0]?.length ?? 0;
  const order = byColumns ? 'True' : 'False';
  const start = version === 1 ? 10 : 12;
  const said = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': (${rows.length}, ${columns}), }`;
  const text = `${said.padEnd(64 * Math.ceil((start + said.length + 1) / 64) - start - 1)}\n`;
  const size = Number(type.slice(2));
  const bytes = new Uint8Array(start + text.length + rows.length * columns * size);
  bytes.set([0x93, ...Buffer.from('NUMPY'), version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(Buffer.from(text), start);
  const little = type[0] !== '>';
  const write: Record<string, (at: number, value: number) => void> = {
    f4: (at, value) => view.setFloat32(at, value, little),
    f8: (at, value) => view.setFloat64(at, value, little),
    i1: (at, value) => view.setInt8(at, value),
    i2: (at, value) => view.setInt16(at, value, little),
    i4: (at, value) => view.setInt32(at, value, little),
    i8: (at, value) => view.setBigInt64(at, BigInt(value), little),
    u1: (at, value) => view.setUint8(at, value),
    u2: (at, value) => view.setUint16(at, value, little),
    u4: (at, value) => view.setUint32(at, value, little),
    u8: (at, value) => view.setBigUint64(at, BigInt(value), little),
    b1: (at, value) => view.setUint8(at, value),
  };
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      const place = byColumns ? j * rows.length + i : i * columns + j;
      write[type.slice(1)](start + text.length + place * size, value);
    });
  });
  return bytes;
}
