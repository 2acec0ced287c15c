// What the core keeps of each sample, against the dense simulator.
import { describe, expect, test } from 'vitest';
import { data, dataProduct } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { Arena } from '../../src/core/arena.js';
import { acquireCore, releaseCore } from '../../src/core/load.js';
import { embeddedLayout } from '../../src/engine/embedded-samples.js';
import { embeddingForm } from '../../src/engine/observable-form.js';
import { type Program, prepareProgram } from '../../src/engine/program.js';
import {
  angleValue,
  dataAngleLayout,
  type ProcessorRows,
  type SampleLayout,
  unitaryColumnsLayout,
  unitaryLayout,
} from '../../src/engine/samples.js';
import type { DataAngles } from '../../src/engine/stage.js';
import { zzCircuit } from '../../src/models/embedding.js';
import { basisState, angleValue as denseAngle, denseRun } from '../oracle/dense.js';
import { chance, greatestGap, numbers, randomUnitary, unitaryFeatures } from '../oracle/random.js';
import { rowOf, startState } from './small-plan.js';

const isData = (angle: ReturnType<typeof data>): DataAngles['list'][number] => {
  if (angle.kind !== 'data') throw new Error('not a data angle');
  return angle;
};
const sum = isData(data(2));
const pair = isData(
  dataProduct(0.5, { feature: 0, offset: Math.PI, slope: -1 }, { feature: 1, offset: Math.PI, slope: -1 }),
);

/** A layout's numbers a sample, and those of some rows, which are laid out in two parts. */
function filled(
  layout: SampleLayout,
  data: ProcessorRows,
  values: Float64Array = new Float64Array(layout.count * data.samples),
): { count: number; values: Float64Array } {
  const { count } = layout;
  const first = Math.ceil(data.samples / 2);
  layout.fill(values, { ...data, samples: first });
  const rest = { ...data, samples: data.samples - first, offset: data.offset + first * data.stride };
  layout.fill(values.subarray(count * first), rest);
  return { count, values };
}

/** The same of a program's embedded columns, or bare phases. */
function embedded(program: Program, data: ProcessorRows, phasesOnly: boolean) {
  const core = acquireCore();
  const arena = new Arena(core);
  const layout = embeddedLayout(core, arena, { program, embedding: embeddingForm(program, phasesOnly) });
  const room = layout.count * data.samples;
  const { count, values } = filled(layout, data, arena.f64(arena.zeros(room), room));
  releaseCore(core);
  return { count, values: values.slice() };
}

describe('data angles', () => {
  test('are the scale times the factors, on the row that starts where it is told', () => {
    const rows = Float64Array.of(9, 9, 0.1, 0.2, 0.3);
    expect(angleValue(sum, rows, 2)).toBe(0.3);
    expect(angleValue(pair, rows, 2)).toBe(0.5 * (Math.PI - 0.1) * (Math.PI - 0.2));
    expect(angleValue(pair, rows, 2)).toBeCloseTo(denseAngle(pair, [], [0.1, 0.2, 0.3]), 15);
  });

  test('stand row after row, an even number of them', () => {
    const rows: ProcessorRows = { rows: Float64Array.of(7, 1, 2, 3, 7, 4, 5, 6), samples: 2, stride: 4, offset: 1 };
    expect(filled(dataAngleLayout({ list: [sum] }), rows)).toEqual({ count: 2, values: Float64Array.of(3, 0, 6, 0) });
    expect(filled(dataAngleLayout({ list: [sum, sum] }), rows)).toEqual({
      count: 2,
      values: Float64Array.of(3, 3, 6, 6),
    });
    expect(filled(dataAngleLayout({ list: [] }), rows)).toEqual({ count: 0, values: new Float64Array(0) });
  });
});

function programOf(qubits: number, embedding: Program['source']['embedding'], halves: number[]): Program {
  const trainable = circuit(qubits);
  return prepareProgram({ qubits, mixing: null, embedding, trainable, readouts: [0], features: 1, halves });
}

/** Rows for one processor among others: two strangers in front of its features and one behind. */
function rowsOf(features: readonly (readonly number[])[]): ProcessorRows {
  const rows = features.flatMap((own) => [1e3, 1e4, ...own, 1e5]);
  return { rows: Float64Array.from(rows), samples: features.length, stride: features[0].length + 3, offset: 2 };
}

describe('embedded columns', () => {
  const anyEmbedding = circuit(3).ry(data(0), 0).cx(0, 2).rx(data(1), 1).cz(1, 2).h(1).rz(pair.scale, 2);

  test.each<[string, Circuit, number[], number]>([
    ['no halves', anyEmbedding, [], 1],
    ['one half, more samples than a chunk', anyEmbedding, [2], 70],
    ['all qubits, in another order', anyEmbedding, [1, 2, 0], 5],
    ['the zz embedding', zzCircuit(4, 'ring'), [3, 1], 33],
  ])('are the dense columns with %s', (_, embedding, halves, samples) => {
    const program = programOf(embedding.qubits, { kind: 'circuit', circuit: embedding }, halves);
    const next = chance(samples);
    const features = Array.from({ length: samples }, () => numbers(4, -2, 2, next));
    const { count, values } = embedded(program, rowsOf(features), false);
    const size = 2 ** embedding.qubits;
    expect(count).toBe(2 * size * 2 ** halves.length);
    features.forEach((own, n) => {
      const expected = new Array<number>(count).fill(Number.NaN);
      for (let k = 0; k < 2 ** halves.length; k++) {
        denseRun(embedding, [], own, basisState(startState(program, k), embedding.qubits)).forEach(
          ([re, im], index) => {
            expected[2 * (k * size + rowOf(program, index))] = re;
            expected[2 * (k * size + rowOf(program, index)) + 1] = im;
          },
        );
      }
      expect(greatestGap(values.subarray(n * count, (n + 1) * count), expected)).toBeLessThan(1e-14);
    });
  });

  test('are the bare phases, of length 1 each, where only these are asked for', () => {
    const embedding = zzCircuit(3, 'all');
    const program = programOf(3, { kind: 'circuit', circuit: embedding }, [1]);
    const features = [
      [0.3, -0.7, 1.1],
      [1.2, 0.4, -0.2],
    ];
    const { count, values } = embedded(program, rowsOf(features), true);
    expect(count).toBe(16);
    features.forEach((own, n) => {
      const state = denseRun(embedding, [], own, basisState(0, 3));
      const expected = new Array<number>(16);
      state.forEach(([re, im], index) => {
        expected[2 * rowOf(program, index)] = re * Math.sqrt(8);
        expected[2 * rowOf(program, index) + 1] = im * Math.sqrt(8);
      });
      expect(greatestGap(values.subarray(16 * n, 16 * n + 16), expected)).toBeLessThan(1e-14);
    });
  });
});

describe('unitary inputs', () => {
  test.each([
    [2, [1]],
    [3, [2, 0]],
    [1, [0]],
    [1, []],
  ])('on %d qubits with halves %j come in the rows of the core', (qubits, halves) => {
    const program = programOf(qubits, { kind: 'unitary' }, halves);
    const next = chance(qubits);
    const matrices = [randomUnitary(2 ** qubits, next), randomUnitary(2 ** qubits, next)];
    const rows = rowsOf(matrices.map(unitaryFeatures));
    const full = filled(unitaryLayout(program), rows);
    const columns = filled(unitaryColumnsLayout(program), rows);
    expect(embedded(program, rows, false)).toEqual(columns);
    const size = 2 ** program.qubits;
    // An idle qubit, the last one, is left alone.
    const idle = size / 2 ** qubits;
    const row = (index: number): number => rowOf(program, index);
    matrices.forEach((matrix, n) => {
      const entry = (i: number, j: number): readonly number[] =>
        i % idle === j % idle ? matrix[Math.floor(i / idle)][Math.floor(j / idle)] : [0, 0];
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const at = n * full.count + 2 * (row(i) * size + row(j));
          expect(Array.from(full.values.subarray(at, at + 2))).toEqual([...entry(i, j)]);
        }
        for (let k = 0; k < 2 ** halves.length; k++) {
          const at = n * columns.count + 2 * (k * size + row(i));
          expect(Array.from(columns.values.subarray(at, at + 2))).toEqual([...entry(i, startState(program, k))]);
        }
      }
    });
  });
});
