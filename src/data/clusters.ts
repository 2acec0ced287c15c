import { EbitError } from '../errors.js';
import { checkedWhole, checkedWord, checkOptions } from '../options.js';
import { type RandomStream, randomStream, shuffled } from '../random.js';
import { shownValue } from '../shown-value.js';
import { type Dataset, subset } from './dataset.js';
import { evenShares, MOST_PARTIES, PARTIES } from './deal.js';
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
  readonly parties?: number;
  readonly dimension?: number;
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
/** Where the cube has so many corners or more, which it has beyond six dimensions. */
const CLUSTERS = 64;
const SMALL = 6;
/** Features of a party where several hold them; of fewer there is no grid, of more no cube worth the name. */
const FEWEST = 2;
const MOST = 4;
/** Two parties' three dimensions, to look at: two of one and one of the other. */
const TO_LOOK_AT = 3;
/** Corners that are put in random order at once; of more there are hardly two alike, and those are drawn again. */
const SHUFFLED_DIMENSIONS = 16;
/** Bits of one random number, and how many numbers there are of so many. */
const WORD = 32;
const numbersOf = (bits: number): number => (bits < WORD ? (1 << bits) >>> 0 : 4_294_967_296);

/**
 * Returns how many features each party of clustered data holds, in their order: 4 each unless told, else an equal stretch
 * each and one more at the first parties.
 *
 * @throws EbitError 'range' for another number of parties than 2 to 16, or of dimensions than 2 to 4 a party
 */
export function clusterFeatures(parties: number = PARTIES, dimension?: number): number[] {
  checkedWhole('The number of parties', parties, 2, MOST_PARTIES);
  const total = dimension ?? MOST * parties;
  const isDefined = Number.isInteger(total) && total >= FEWEST * parties && total <= MOST * parties;
  if (!isDefined && !(parties === 2 && total === TO_LOOK_AT)) {
    const few = parties === 2 ? `, or ${TO_LOOK_AT} to look at` : '';
    throw new EbitError(
      'range',
      `Clusters of dimension ${shownValue(dimension)} are not defined for ${parties} parties; ` +
        `use a whole number from ${FEWEST * parties} to ${MOST * parties}${few}.`,
    );
  }
  return evenShares(total, parties);
}

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
 * K parties hold 2 to 4 coordinates each, all in one order, the first parties one more where they do not come out even. There
 * are 64 clusters as well. In the grid the parties draw 8 x 8, 4 x 4 x 4, 4 x 4 x 2 x 2, 4 x 2 x 2 x 2 x 2 or 2 x ... x 2 local
 * corners; from 7 parties on, each draws two, and 64 of the 2^K words of them, all different, are the clusters. So labels
 * depend on all parties' corners. A cube of at most 64 corners, in up to six dimensions, has a cluster at each, whatever
 * `corners` is: in the three dimensions of two parties, to look at, 512 points, 4 clusters of each label.
 *
 * @param options.seed - integer from 0 to 2^53 - 1; 0 unless told
 * @param options.corners - `grid` unless told
 * @param options.parties - 2 to 16; 2 unless told
 * @param options.dimension - of all parties together, 2 to 4 times as many; 4 times unless told; or 3 for two parties
 * @returns 3072 and 1024 points, or 3 and 1 of four points of fewer clusters, split at random without regard to clusters
 * @throws EbitError 'range' for another dimension, number of parties or seed, 'config' for another way of drawing corners
 *   or another option
 * @example
 * const { training, validation } = clusters({ seed: 1 });
 * [training.length, validation.length, training.features]; // [3072, 1024, 8]
 * clusters({ seed: 1, parties: 4 }).training.features; // 16, four a party
 * @see arXiv:2605.03864 for two parties
 */
export function clusters(options: ClustersOptions = {}): Clusters {
  checkOptions('clusters', options, { seed: true, corners: true, parties: true, dimension: true });
  const { seed = 0, corners = 'grid', parties } = options;
  const held = clusterFeatures(parties, options.dimension);
  checkedWord('way of drawing corners', corners, cornerRules);
  checkedWhole('The seed', seed, 0, Number.MAX_SAFE_INTEGER);
  const centres = drawCorners(corners, held, randomStream(seed, 'clusters/corners'));
  const labels = drawLabels(centres.length, randomStream(seed, 'clusters/labels'));
  const dimension = centres[0].length;
  const length = centres.length * POINTS_IN_CLUSTER;
  const cluster = new Int32Array(length).map((_, i) => Math.floor(i / POINTS_IN_CLUSTER));
  const rows = drawBall(length, dimension, randomStream(seed, 'clusters/points'));
  for (let i = 0; i < rows.length; i++) {
    const coordinate = i % dimension;
    const centre = centres[cluster[(i - coordinate) / dimension]];
    rows[i] += centre[coordinate] * RADIUS;
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

/** +1 or -1 for each coordinate. */
type Corner = readonly number[];

/** The corner of a word: bit by bit, the most significant for the first coordinate, a set bit for +1. */
function cornerOf(word: number, dimension: number): Corner {
  return Array.from({ length: dimension }, (_, i) => ((word >>> (dimension - 1 - i)) & 1 ? 1 : -1));
}

function drawCorners(corners: Corners, held: readonly number[], stream: RandomStream): Corner[] {
  const dimension = held.reduce((sum, features) => sum + features, 0);
  if (dimension <= SMALL) return Array.from({ length: numbersOf(dimension) }, (_, word) => cornerOf(word, dimension));
  if (corners === 'grid') return gridCorners(held, stream);
  if (corners === 'independent') return Array.from({ length: CLUSTERS }, (_, c) => drawnCorner(c, dimension, stream));
  if (dimension <= SHUFFLED_DIMENSIONS) {
    return Array.from(shuffled(numbersOf(dimension), stream).subarray(0, CLUSTERS), (word) =>
      cornerOf(word, dimension),
    );
  }
  const found = new Map<string, Corner>();
  for (let draw = 0; found.size < CLUSTERS; draw++) {
    const corner = drawnCorner(draw, dimension, stream);
    found.set(corner.join(), corner);
  }
  return [...found.values()];
}

/** The signs of one draw, from as many random numbers as they have words of 32. */
function drawnCorner(draw: number, dimension: number, stream: RandomStream): Corner {
  const words = Math.ceil(dimension / WORD);
  return Array.from({ length: words }, (_, w) => {
    const bits = Math.min(WORD, dimension - w * WORD);
    return cornerOf(Math.floor(stream.uniform(draw * words + w) * numbersOf(bits)), bits);
  }).flat();
}

/** All combinations of the parties' own corners, or 64 of them. */
function gridCorners(held: readonly number[], stream: RandomStream): Corner[] {
  // Six doublings make 64; the first parties have one more.
  const doublings = evenShares(SMALL, held.length).map((count) => Math.max(count, 1));
  let drawn = 0;
  const own = held.map((features, p) => {
    const order = shuffled(numbersOf(features), stream, drawn);
    drawn += numbersOf(features);
    return Array.from(order.subarray(0, numbersOf(doublings[p])), (word) => cornerOf(word, features));
  });
  const all = own.reduce<Corner[]>(
    (words, next) => words.flatMap((word) => next.map((one) => [...word, ...one])),
    [[]],
  );
  if (all.length === CLUSTERS) return all;
  return Array.from(shuffled(all.length, stream, drawn).subarray(0, CLUSTERS), (word) => all[word]);
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
