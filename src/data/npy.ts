// Arrays as NumPy saves them (.npy): what their beginning says, and the numbers behind it.
import { EbitError } from '../errors.js';
import { cutShort } from '../shown-value.js';

/** What the beginning of a file says of the array behind it. */
export interface NpyHeader {
  /** Where the numbers begin, bytes. */
  readonly start: number;
  /** How many bytes a number has. */
  readonly size: number;
  /** The number at a byte: a bigint of 64-bit integers, which a double need not hold. */
  readonly numberAt: (view: DataView, byte: number) => number | bigint;
  /** Whether columns lie one after another in the file, not rows. */
  readonly byColumns: boolean;
  readonly rows: number;
  readonly columns: number;
}

/** `\x93NUMPY`, the version's two bytes, and of later versions four bytes of length. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const LONGEST_START = 12;

/** A 2-D array of numbers needs some hundred bytes; NumPy itself reads no header beyond this unless told. */
const LONGEST_HEADER = 10_000;

type Reader = (view: DataView, byte: number, little: boolean) => number | bigint;

/** By kind and size, as in the array protocol of NumPy. */
const READERS: Readonly<Record<string, Reader>> = {
  f2: (view, byte, little) => half(view.getUint16(byte, little)),
  f4: (view, byte, little) => view.getFloat32(byte, little),
  f8: (view, byte, little) => view.getFloat64(byte, little),
  i1: (view, byte) => view.getInt8(byte),
  i2: (view, byte, little) => view.getInt16(byte, little),
  i4: (view, byte, little) => view.getInt32(byte, little),
  i8: (view, byte, little) => view.getBigInt64(byte, little),
  u1: (view, byte) => view.getUint8(byte),
  u2: (view, byte, little) => view.getUint16(byte, little),
  u4: (view, byte, little) => view.getUint32(byte, little),
  u8: (view, byte, little) => view.getBigUint64(byte, little),
  b1: (view, byte) => (view.getUint8(byte) === 0 ? 0 : 1),
};

/** The number of 16 bits: a sign, five bits of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  const unit = 1 / 16_777_216;
  return exponent === 0 ? sign * fraction * unit : sign * (1024 + fraction) * unit * (1 << (exponent - 1));
}

/** How many bytes of a file hold what its beginning says; more than there are means that more have to be read. */
export function npyHeaderBytes(bytes: Uint8Array): number {
  if (bytes.length < LONGEST_START) return LONGEST_START;
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new EbitError('csv', 'The table is no array of NumPy; save it by numpy.save, or say its format (--format).');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3) {
    throw new EbitError('csv', `The array has version ${version} of the format of .npy, and 1 to 3 are read.`);
  }
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > LONGEST_HEADER) {
    throw new EbitError(
      'csv',
      `The array is described in ${length} bytes, at most ${LONGEST_HEADER} are read; save it as a plain 2-D array of numbers.`,
    );
  }
  return (version === 1 ? 10 : 12) + length;
}

/**
 * Returns what the beginning of a file of NumPy says.
 *
 * @param bytes - as many as {@link npyHeaderBytes} asks for, or more
 * @throws EbitError 'csv' for what is no 2-D array of real numbers, with how to make one
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyHeader(bytes: Uint8Array): NpyHeader {
  const start = npyHeaderBytes(bytes);
  const text = new TextDecoder('latin1').decode(bytes.subarray(bytes[6] === 1 ? 10 : 12, start));
  const type = /'descr'\s*:\s*'([<>|=])([a-zA-Z]\d+)'/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const shape = /'shape'\s*:\s*\(([\d,\sL]*)\)/.exec(text);
  if (order === null || shape === null) {
    throw new EbitError('csv', 'The array is described in a form that is not known; save it again by numpy.save.');
  }
  const reader = type === null ? undefined : READERS[type[2]];
  if (type === null || reader === undefined) {
    const what = type?.[2] ?? /'descr'\s*:\s*(.{0,60})/.exec(text)?.[1] ?? 'nothing';
    throw new EbitError(
      'csv',
      `The array holds ${cutShort(what)}; give floats, integers or booleans: array.astype("f8").`,
    );
  }
  const lengths = shape[1]
    .split(',')
    .filter((one) => one.trim() !== '')
    .map((one) => Number.parseInt(one, 10));
  if (lengths.length !== 2) {
    throw new EbitError(
      'csv',
      `The array has ${lengths.length} dimension(s); give one of two, a row of the table each: array.reshape(rows, columns).`,
    );
  }
  const [rows, columns] = lengths;
  if (rows === 0) throw new EbitError('csv', 'The array has no rows; give at least one.');
  if (!Number.isSafeInteger(rows * columns * 8)) {
    throw new EbitError(
      'csv',
      `The array says that it is of ${rows} x ${columns} numbers, which no file holds; save it again.`,
    );
  }
  const little = type[1] !== '>';
  return {
    start,
    size: Number(type[2].slice(1)),
    numberAt: (view, byte) => reader(view, byte, little),
    byColumns: order[1] === 'True' && columns > 1 && rows > 1,
    rows,
    columns,
  };
}

/** The refusal of an array of which not all is there, or more. */
export function wrongNpySize({ rows, columns }: NpyHeader, found: number, expected: number): EbitError {
  const what = found < expected ? 'is cut off' : 'has something behind its numbers';
  return new EbitError(
    'csv',
    `The array ${what}: ${rows} x ${columns} numbers take ${expected} bytes, and ${found} are there; save it again.`,
  );
}
