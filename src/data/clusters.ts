import { EbitError } from '../errors.js';
import { checkedWhole, checkedWord, checkOptions } from '../options.js';
import { type RandomStream, randomStream, shuffled } from '../random.js';
import { shownValue } from '../shown-value.js';
import { type Dataset, subset } from './dataset.js';
import { finiteRows } from './finite-rows.js';
import { normalInto } from './normal.js';

/** The rules by which the clusters' corners may be drawn, the default first: see {@link clusters}. */
export const cornerRules = ['grid', 'distinct', 'independent'] as const;

/** How the clusters' corners are drawn: one of {@link cornerRules}. */
export type Corners = (typeof cornerRules)[number];

/** What {@link clusters} takes. */
interface ClustersOptions {
  readonly seed?: number;
  readonly corners?: Corners;
  readonly dimension?: 8 | 3;
}

/** A clustered data set, whole and split. */
export interface Clusters {
  /** Three of four points, in random order. */
  readonly training: Dataset;
  /** The remaining points, in random order. */
  readonly validation: Dataset;
  /** Every point, cluster after cluster. */
  readonly all: Dataset;
  /** For every row of `all`, the number of its cluster. */
  readonly cluster: Int32Array;
}

const POINTS_IN_CLUSTER = 64;
const RADIUS = Math.PI / 4;

/**
 * Returns the paper's clustered data: balls of points around corners of a cube, a random half of the balls labelled +1.
 *
 * Points uniform in the 8-ball of radius pi/4 are dealt to 64 clusters of 64; a cluster is shifted to a corner of
 * {-pi/4, pi/4}^8, so all coordinates lie in [-pi/2, pi/2] and are embedding angles as they are. The first half of the
 * coordinates belongs to the first party. The paper does not say how corners are drawn:
 *
 * - `grid`: each party draws 8 of its 16 local corners, and the clusters are all 64 pairs. Labels depend on both
 *   parties' corners, and every local corner comes in eight clusters. This one agrees with the paper's Table S4.
 * - `distinct`: 64 of the 256 corners, as in the program of arXiv:2408.16327.
 * - `independent`: each cluster draws its eight signs, whatever the others have. Some corners come twice, and where two
 *   clusters of different labels share one, no model tells them apart. This one is nearest to the paper's Table S3.
 *
 * In three dimensions, to look at, all 8 corners of {-pi/4, pi/4}^3 are taken, so `corners` changes nothing there: 512
 * points, 4 clusters of each label.
 *
 * @param options.seed - integer from 0 to 2^53 - 1; 0 unless told
 * @param options.corners - `grid` unless told
 * @param options.dimension - 8 unless told, or 3
 * @returns 3072 and 1024 points, or 384 and 128 in three dimensions, split at random without regard to clusters
 * @throws EbitError 'range' for another dimension or seed, 'config' for another way of drawing corners or another
 *   option
 * @example
 * const { training, validation } = clusters({ seed: 1 });
 * [training.length, validation.length, training.features]; // [3072, 1024, 8]
 * @see arXiv:2605.03864
 */
export function clusters(options: ClustersOptions = {}): Clusters {
  checkOptions('clusters', options, { seed: true, corners: true, dimension: true });
  const { seed = 0, corners = 'grid', dimension = 8 } = options;
  if (dimension !== 8 && dimension !== 3) {
    throw new EbitError(
      'range',
      `Clusters of dimension ${shownValue(dimension)} are not defined; use 8, or 3 to look at.`,
    );
  }
  checkedWord('way of drawing corners', corners, cornerRules);
  checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER);
  const centres = drawCorners(corners, dimension, randomStream(seed, 'clusters/corners'));
  const labels = drawLabels(centres.length, randomStream(seed, 'clusters/labels'));
  const length = centres.length * POINTS_IN_CLUSTER;
  const cluster = new Int32Array(length).map((_, i) => Math.floor(i / POINTS_IN_CLUSTER));
  const rows = drawBall(length, dimension, randomStream(seed, 'clusters/points'));
  for (let i = 0; i < rows.length; i++) {
    const coordinate = i % dimension;
    const centre = centres[cluster[(i - coordinate) / dimension]];
    rows[i] += cornerSign(centre, coordinate, dimension) * RADIUS;
  }
  const all = {
    rows: finiteRows(rows),
    labels: Float64Array.from(cluster, (c) => labels[c]),
    features: dimension,
    length,
  };
  const order = shuffled(length, randomStream(seed, 'clusters/split'));
  const cut = (length / 4) * 3;
  return { training: subset(all, order.subarray(0, cut)), validation: subset(all, order.subarray(cut)), all, cluster };
}

/** Corners as integers: bit by bit, the most significant for coordinate 0, a set bit for +pi/4. */
function drawCorners(corners: Corners, dimension: 8 | 3, stream: RandomStream): number[] {
  if (dimension === 3) return [0, 1, 2, 3, 4, 5, 6, 7];
  if (corners === 'distinct') return [...shuffled(256, stream).subarray(0, 64)];
  if (corners === 'independent') return Array.from({ length: 64 }, (_, c) => Math.floor(stream.uniform(c) * 256));
  const first = [...shuffled(16, stream).subarray(0, 8)];
  const second = [...shuffled(16, stream, 16).subarray(0, 8)];
  return first.flatMap((a) => second.map((b) => 16 * a + b));
}

function cornerSign(corner: number, coordinate: number, dimension: number): 1 | -1 {
  return (corner >> (dimension - 1 - coordinate)) & 1 ? 1 : -1;
}

function drawLabels(clusterCount: number, stream: RandomStream): Int8Array {
  const labels = new Int8Array(clusterCount).fill(-1);
  for (const c of shuffled(clusterCount, stream).subarray(0, clusterCount / 2)) labels[c] = 1;
  return labels;
}

/**
 * Draws points uniform in the ball of radius pi/4.
 *
 * The first d coordinates of a point uniform on the unit sphere in d + 2 dimensions are uniform in the unit d-ball;
 * d + 2 normal numbers over their norm are uniform on that sphere. So no d-th root is needed and no point is rejected.
 *
 * @see A. R. Voelker, J. Gosmann and T. C. Stewart, "Efficiently sampling vectors and coordinates from the n-sphere and
 * n-ball", University of Waterloo, 2017
 */
function drawBall(count: number, dimension: number, stream: RandomStream): Float64Array {
  const points = new Float64Array(count * dimension);
  const draws = dimension + 2 + (dimension % 2);
  const normal = new Float64Array(draws);
  for (let n = 0; n < count; n++) {
    normalInto(normal, stream, n * draws);
    let square = 0;
    for (let i = 0; i < dimension + 2; i++) square += normal[i] * normal[i];
    const scale = RADIUS / Math.sqrt(square);
    for (let i = 0; i < dimension; i++) points[n * dimension + i] = normal[i] * scale;
  }
  return points;
}
