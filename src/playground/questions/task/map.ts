// Where a trained model of the scene of a real task decides for which label.

import { weightedRows } from '../../../analysis/accuracy-at-shots.js';
import type { Dataset } from '../../../data/dataset.js';
import { expectationValues } from '../../../models/predict.js';
import { outcomeWeights } from '../../../models/weights.js';
import { normalTail } from '../../../probability/normal.js';
import { extentOf, gridRows, meanRow } from '../../panels/data/decision-grid.js';
import type { AskedFit } from './asked.js';
import { clusterCells } from './cells.js';
import { COLUMNS, taskRows } from './fits.js';
import { trainedModel } from './measured.js';

/** The labels that a model gives, over two features, or over the cells of the clusters. */
export interface TaskMap {
  /** Pixels a side. */
  readonly size: number;
  /** The chance that {@link SURE} shots give the label +1, row by row from below; shape [size, size]. */
  readonly chances: Float32Array;
  /** Cells a side: 8 of the clusters, 1 of a plane. */
  readonly cells: number;
  /** The names of what goes to the right, and upwards. */
  readonly names: readonly [string, string];
  /** The rows reported, where they lie from 0 to 1, their labels, and whether the sign of the exact mean is the label. */
  readonly points: {
    readonly x: Float32Array;
    readonly y: Float32Array;
    readonly labels: Int8Array;
    readonly isRight: Uint8Array;
  };
}

/** For how many shots a map's shades are. */
const SURE = 100;

/** Pixels a side of a cell of the clusters, and of a plane. */
const PIXELS = { cell: 9, plane: 64 } as const;

/** The half of a cluster's cell that is shown: its points reach so far from the corner. */
const REACH = Math.PI / 4;

/** The rows of a map's pixels, shape [size * size, features], and where a row of data lies on it. */
interface Picture {
  readonly size: number;
  readonly cells: number;
  readonly names: readonly [string, string];
  readonly rows: Float64Array;
  place(row: Float64Array): readonly [number, number];
}

/** All cells side by side: in each, A's first feature goes to the right about its corner, B's first one upwards. */
function cellsPicture(seed: number): Picture {
  const { a, b } = clusterCells(seed);
  const cells = a.length;
  const size = cells * PIXELS.cell;
  const rows = new Float64Array(size * size * 8);
  const within = (pixel: number) => ((pixel % PIXELS.cell) + 0.5) / PIXELS.cell;
  const offset = (pixel: number) => REACH * (2 * within(pixel) - 1);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const row = rows.subarray((y * size + x) * 8, (y * size + x + 1) * 8);
      row.set(a[Math.floor(x / PIXELS.cell)].map((sign) => sign * REACH));
      row.set(
        b[cells - 1 - Math.floor(y / PIXELS.cell)].map((sign) => sign * REACH),
        4,
      );
      row[0] += offset(x);
      row[4] += offset(y);
    }
  }
  const numberOf = (corners: readonly (readonly number[])[], own: Float64Array) =>
    corners.findIndex((corner) => corner.every((sign, i) => sign > 0 === own[i] > 0));
  const along = (corner: number, sign: number, value: number) =>
    (corner + 0.5 + (value - sign * REACH) / (2 * REACH)) / cells;
  return {
    size,
    cells,
    names: ['A’s corner', 'B’s corner'],
    rows,
    place(row) {
      const [i, j] = [numberOf(a, row.subarray(0, 4)), numberOf(b, row.subarray(4))];
      return [along(i, a[i][0], row[0]), along(cells - 1 - j, b[j][0], row[4])];
    },
  };
}

/** A's first column to the right, B's first one upwards; all others at their mean. */
function planePicture(data: 'cancer' | 'cancer-2', seed: number): Picture {
  const { training, choosing, reported } = taskRows(data, seed);
  const size = PIXELS.plane;
  const up = COLUMNS[data].A.length;
  const [x, y] = [0, up].map((feature) => extentOf([training, choosing, reported], feature));
  const rows = gridRows({ across: 0, up, x, y, size, held: meanRow(training) }, 0, size * size);
  const name = (column: string) => column.replaceAll('_', ' ');
  return {
    size,
    cells: 1,
    names: [name(COLUMNS[data].A[0]), name(COLUMNS[data].B[0])],
    rows,
    place: (row) => [(row[0] - x.from) / (x.to - x.from), (row[up] - y.from) / (y.to - y.from)],
  };
}

/** That the sum of so many shots is positive, its scatter taken for normal. */
function chanceOfPlus(probabilities: Float64Array, weights: Float64Array, shots: number): number {
  let [mean, square] = [0, 0];
  probabilities.forEach((p, a) => {
    mean += p * weights[a];
    square += p * weights[a] * weights[a];
  });
  const variance = square - mean * mean;
  if (!(variance > 0)) return mean > 0 ? 1 : mean < 0 ? 0 : 0.5;
  return normalTail((-mean * Math.sqrt(shots)) / Math.sqrt(variance));
}

function pointsOf(reported: Dataset, picture: Picture, expectations: Float64Array): TaskMap['points'] {
  const { length, features, rows, labels } = reported;
  const [x, y] = [new Float32Array(length), new Float32Array(length)];
  for (let n = 0; n < length; n++) [x[n], y[n]] = picture.place(rows.subarray(n * features, (n + 1) * features));
  return {
    x,
    y,
    labels: Int8Array.from(labels),
    isRight: Uint8Array.from(labels, (label, n) => (label * expectations[n] > 0 ? 1 : 0)),
  };
}

/** Returns the map of a trained model, with the rows that are reported. */
export function taskMap(asked: AskedFit, parameters: Float64Array): TaskMap {
  const { data, seed } = asked;
  const model = trainedModel(asked, parameters);
  const { reported } = taskRows(data, seed);
  const picture = data === 'cancer' || data === 'cancer-2' ? planePicture(data, seed) : cellsPicture(seed);
  const probabilities = model.probabilities(picture.rows);
  const weights = outcomeWeights(model, model.parameters);
  const outcomes = weights.length;
  const { size, cells, names } = picture;
  const shown = weightedRows(model, reported);
  return {
    size,
    cells,
    names,
    chances: Float32Array.from({ length: size * size }, (_, pixel) =>
      chanceOfPlus(probabilities.subarray(pixel * outcomes, (pixel + 1) * outcomes), weights, SURE),
    ),
    points: pointsOf(reported, picture, expectationValues(shown.probabilities, shown.weights)),
  };
}
