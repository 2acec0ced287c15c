// Plain data with lists of numbers as text, bit for bit: what JSON cannot write (-0, Infinity) included.
import { endianness } from 'node:os';

/** Numbers that JSON writes otherwise, by their names here. */
const oddNumbers: Readonly<Record<string, number>> = {
  '-0': -0,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  NaN: Number.NaN,
};

/** Bytes in the order of the wire, least significant first, from that of the machine, or back. */
function ordered(bytes: Buffer): Buffer {
  return endianness() === 'LE' ? bytes : bytes.swap64();
}

function written(_: string, value: unknown): unknown {
  if (typeof value === 'number') {
    const name = Object.is(value, -0) ? '-0' : String(value);
    return Object.hasOwn(oddNumbers, name) ? { number: name } : value;
  }
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return value;
  const list = Float64Array.from(value as unknown as ArrayLike<number>);
  return { float64: ordered(Buffer.from(list.buffer)).toString('base64') };
}

function read(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (entries.length !== 1) return value;
  const [[name, content]] = entries;
  if (name === 'number' && Object.hasOwn(oddNumbers, String(content))) return oddNumbers[String(content)];
  if (name !== 'float64' || typeof content !== 'string') return value;
  const bytes = Buffer.from(content, 'base64');
  // A copy of its own: small buffers share memory, at places that no list of numbers may begin at.
  const list = new Float64Array(Math.floor(bytes.length / 8));
  ordered(bytes.subarray(0, 8 * list.length)).copy(Buffer.from(list.buffer));
  return list;
}

/** Writes plain data and typed arrays of numbers, which come back as Float64Arrays. */
export function wireText(value: unknown): string {
  return JSON.stringify(value, written);
}

/** The inverse of {@link wireText}. @throws SyntaxError for what is no JSON */
export function fromWire(text: string): unknown {
  return JSON.parse(text, read);
}
