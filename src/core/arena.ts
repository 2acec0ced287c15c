// The one place that hands out the core's linear memory.
import { EbitError } from '../errors.js';
import type { CoreExports } from './generated/core-exports.js';

const alignment = 64;
const pageBytes = 65536;
const largestPages = 65536;

/** Bytes in words a person reads. */
export function readableBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Math.round(value * 10) / 10} ${units[unit]}`;
}

function refuseMemory(bytes: number): never {
  throw new EbitError(
    'memory',
    `This work takes ${readableBytes(bytes)} of the core's memory, which ends at 4 GiB or at what the machine gives; ` +
      'use fewer qubits, ebits or layers, or fewer rows at a time.',
  );
}

/**
 * Numbers that are to go into the core's memory, or come out of it, all at once.
 *
 * @throws EbitError 'memory' before anything is taken if the core could not hold them
 */
export function coreNumbers(length: number): Float64Array<ArrayBuffer> {
  if (!(8 * length <= pageBytes * largestPages)) refuseMemory(8 * length);
  try {
    return new Float64Array(length);
  } catch {
    // The core could hold them, but this machine has no room for both.
    refuseMemory(8 * length);
  }
}

/**
 * Reserves regions one behind the other, each aligned to a cache line, and grows the memory while a plan is laid out;
 * afterwards nothing grows. A view is valid until the next reservation.
 */
export class Arena {
  readonly #core: CoreExports;
  #next: number;

  /** @param start - first free address; the core's heap base unless given */
  constructor(core: CoreExports, start = core.heapBase()) {
    this.#core = core;
    this.#next = Math.ceil(start / alignment) * alignment;
  }

  /** The core whose memory this is. */
  get core(): CoreExports {
    return this.#core;
  }

  /** First address behind what is reserved. */
  get end(): number {
    return this.#next;
  }

  /**
   * Returns the address of a new region, not cleared.
   *
   * @throws EbitError 'memory' if the core's memory cannot hold it
   */
  reserve(bytes: number): number {
    const at = this.#next;
    const end = at + Math.ceil(Math.max(bytes, 16) / alignment) * alignment;
    const pages = Math.ceil(end / pageBytes);
    const have = this.#core.memory.buffer.byteLength / pageBytes;
    if (pages > largestPages) refuseMemory(end);
    if (pages > have) {
      try {
        this.#core.memory.grow(pages - have);
      } catch {
        refuseMemory(end);
      }
    }
    this.#next = end;
    return at;
  }

  f64(at: number, length: number): Float64Array {
    return new Float64Array(this.#core.memory.buffer, at, length);
  }

  i32(at: number, length: number): Int32Array {
    return new Int32Array(this.#core.memory.buffer, at, length);
  }

  /** Reserves a cleared region of f64. */
  zeros(length: number): number {
    const at = this.reserve(8 * length);
    this.f64(at, length).fill(0);
    return at;
  }

  /** Reserves a region and copies numbers into it. */
  putF64(values: ArrayLike<number>): number {
    const at = this.reserve(8 * values.length);
    this.f64(at, values.length).set(values);
    return at;
  }

  /** Reserves a region and copies integers into it. */
  putI32(values: ArrayLike<number>): number {
    const at = this.reserve(4 * values.length);
    this.i32(at, values.length).set(values);
    return at;
  }

  /** Reserves a descriptor of `bytes` and sets its fields by byte offset. */
  putFields(bytes: number, fields: readonly (readonly [offset: number, value: number])[]): number {
    const at = this.reserve(bytes);
    const words = this.i32(at, bytes / 4);
    words.fill(0);
    for (const [offset, value] of fields) words[offset / 4] = value;
    return at;
  }
}
