// What the core keeps of each sample: data angles or a unitary; embedded columns are made in embedded-samples.ts.
import type { Angle } from '../circuit/angle.js';
import { EbitError } from '../errors.js';
import type { Program } from './program.js';
import type { DataAngles } from './stage.js';

/** How the core keeps the rows of one processor: `count` numbers a sample, an even number, sample after sample. */
export interface SampleLayout {
  readonly count: number;
  /**
   * Lays rows out. What a layout leaves alone is 0 from the beginning.
   *
   * @param values - shape [samples, count] at least
   */
  fill(values: Float64Array, data: ProcessorRows): void;
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

/**
 * Lays one angle out, in the order of angleValue's products.
 *
 * Short loops in a function of the module: what an engine has learnt of them is not lost with a session's closures.
 */
function fillAngle(
  values: Float64Array,
  first: number,
  count: number,
  angle: Extract<Angle, { kind: 'data' }>,
  { rows, samples, stride, offset: start }: ProcessorRows,
): void {
  const end = count * samples;
  for (let at = first; at < end; at += count) values[at] = angle.scale;
  for (const { feature, offset, slope } of angle.factors) {
    let from = start + feature;
    for (let at = first; at < end; at += count, from += stride) values[at] *= offset + slope * rows[from];
  }
  for (let n = 0, at = first; n < samples; n++, at += count) {
    // Refused by angleValue, which says why.
    if (!(Math.abs(values[at]) <= largestAngle)) angleValue(angle, rows, n * stride + start);
  }
}

/** The values of the data angles. */
export function dataAngleLayout({ list }: DataAngles): SampleLayout {
  const count = list.length + (list.length % 2);
  return {
    count,
    fill(values, data) {
      for (let a = 0; a < list.length; a++) fillAngle(values, a, count, list[a], data);
    },
  };
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
export function unitaryLayout(program: Program): SampleLayout {
  const size = 1 << program.qubits;
  const own = 1 << program.source.qubits;
  const row = rowOrder(program);
  const count = 2 * size * size;
  return {
    count,
    fill(values, { rows, samples, stride, offset }) {
      for (let n = 0; n < samples; n++) {
        const from = n * stride + offset;
        for (let i = 0; i < own; i++) {
          for (let j = 0; j < own; j++) {
            for (let idle = 0; idle < size / own; idle++) {
              const to = n * count + 2 * ((row[i] + idle) * size + row[j] + idle);
              values[to] = rows[from + 2 * (i * own + j)];
              values[to + 1] = rows[from + 2 * (i * own + j) + 1];
            }
          }
        }
      }
    },
  };
}

/** The columns of the unitary that the halves' basis states pick: [2^h][2^m][re, im] a sample. */
export function unitaryColumnsLayout(program: Program): SampleLayout {
  const size = 1 << program.qubits;
  const own = 1 << program.source.qubits;
  const row = rowOrder(program);
  const count = (2 * size) << program.halves;
  // The core's column of each basis state of the halves, as a column of the matrix; the idle qubit of a lone one is the last.
  const columns = Array.from({ length: 1 << program.halves }, (_, k) => {
    const at = k << (program.qubits - program.halves);
    const idle = at % (size / own);
    return { column: row.indexOf(at - idle), idle };
  });
  return {
    count,
    fill(values, { rows, samples, stride, offset }) {
      for (let n = 0; n < samples; n++) {
        const from = n * stride + offset;
        columns.forEach(({ column, idle }, k) => {
          for (let i = 0; i < own; i++) {
            const to = n * count + 2 * (k * size + row[i] + idle);
            values[to] = rows[from + 2 * (i * own + column)];
            values[to + 1] = rows[from + 2 * (i * own + column) + 1];
          }
        });
      }
    },
  };
}
