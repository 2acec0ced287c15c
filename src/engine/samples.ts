// What the core keeps of each sample: data angles or a unitary; embedded columns are made in embedded-columns.ts.
import type { Angle } from '../circuit/angle.js';
import { coreNumbers } from '../core/arena.js';
import { EbitError } from '../errors.js';
import type { Program } from './program.js';
import type { DataAngles } from './stage.js';

/** Per-sample numbers, row after row; `count` is even. */
export interface SampleSource {
  readonly count: number;
  readonly values: Float64Array;
}

/** Rows of one processor: the model's rows, where its features start, and how many each row has in all. */
export interface ProcessorRows {
  readonly rows: Float64Array;
  readonly samples: number;
  readonly stride: number;
  readonly offset: number;
}

/** Radians beyond which a sum of angles may overflow; none means anything there. */
export const largestAngle = 1e300;

/**
 * The value of a data angle on the row that starts at `at`.
 *
 * @throws EbitError 'not-finite' if finite features make an angle beyond all use
 */
export function angleValue(angle: Extract<Angle, { kind: 'data' }>, rows: Float64Array, at: number): number {
  let value = angle.scale;
  for (const { feature, offset, slope } of angle.factors) value *= offset + slope * rows[at + feature];
  if (!(Math.abs(value) <= largestAngle)) {
    const features = angle.factors.map(({ feature }) => `feature ${feature} = ${rows[at + feature]}`).join(' and ');
    throw new EbitError(
      'not-finite',
      `${features} give an angle of ${value}; angles end at ${largestAngle}. Scale the table, for instance to [-pi/2, pi/2].`,
    );
  }
  return value;
}

/** The values of the data angles, behind `lead` numbers that stay free (a unitary's). */
export function dataAngleSource(angles: DataAngles, data: ProcessorRows, lead = 0): SampleSource {
  const own = angles.list.length;
  const count = lead + own + ((lead + own) % 2);
  const values = coreNumbers(count * data.samples);
  // Column by column, in the order of angleValue's products: short loops that run fast from the first session on.
  angles.list.forEach((angle, a) => {
    for (let at = lead + a; at < values.length; at += count) values[at] = angle.scale;
    for (const { feature, offset, slope } of angle.factors) {
      let from = data.offset + feature;
      for (let at = lead + a; at < values.length; at += count, from += data.stride) {
        values[at] *= offset + slope * data.rows[from];
      }
    }
    for (let n = 0, at = lead + a; n < data.samples; n++, at += count) {
      // Refused by angleValue, which says why.
      if (!(Math.abs(values[at]) <= largestAngle)) angleValue(angle, data.rows, n * data.stride + data.offset);
    }
  });
  return { count, values };
}

/** Row number, in the core's order, of a basis state in the processor's own order; the idle qubit of a lone one is 0. */
function rowOrder(program: Program): Int32Array {
  const { qubits } = program.source;
  return Int32Array.from({ length: 1 << qubits }, (_, k) => {
    let row = 0;
    for (let qubit = 0; qubit < qubits; qubit++) {
      if (((k >> (qubits - 1 - qubit)) & 1) === 1) row |= 1 << program.bitOf(qubit);
    }
    return row;
  });
}

/** Each sample's unitary in the core's row order, [2^m][2^m][re, im]; it leaves an idle qubit alone. */
export function unitarySource(program: Program, data: ProcessorRows): SampleSource {
  const size = 1 << program.qubits;
  const own = 1 << program.source.qubits;
  const row = rowOrder(program);
  const count = 2 * size * size;
  const values = coreNumbers(count * data.samples);
  for (let n = 0; n < data.samples; n++) {
    const from = n * data.stride + data.offset;
    for (let i = 0; i < own; i++) {
      for (let j = 0; j < own; j++) {
        for (let idle = 0; idle < size / own; idle++) {
          const to = n * count + 2 * ((row[i] + idle) * size + row[j] + idle);
          values[to] = data.rows[from + 2 * (i * own + j)];
          values[to + 1] = data.rows[from + 2 * (i * own + j) + 1];
        }
      }
    }
  }
  return { count, values };
}

/** The columns of the unitary that the halves' basis states pick: [2^h][2^m][re, im] a sample. */
export function unitaryColumns(program: Program, data: ProcessorRows): SampleSource {
  const full = unitarySource(program, data);
  const size = 1 << program.qubits;
  const columns = 1 << program.halves;
  const count = 2 * size * columns;
  const values = coreNumbers(count * data.samples);
  for (let n = 0; n < data.samples; n++) {
    for (let k = 0; k < columns; k++) {
      const j = k << (program.qubits - program.halves);
      for (let i = 0; i < size; i++) {
        const from = n * full.count + 2 * (i * size + j);
        values[n * count + 2 * (k * size + i)] = full.values[from];
        values[n * count + 2 * (k * size + i) + 1] = full.values[from + 1];
      }
    }
  }
  return { count, values };
}
