import { describe, expect, test } from 'vitest';
import { type Clusters, clusterFeatures, clusters } from '../../src/data/clusters.js';
import { digest } from '../../src/digest.js';
import { refusal } from '../refusal.js';

const RADIUS = Math.PI / 4;

/** The corner of every cluster, found from the signs of its points' means, and its points less the corner. */
function dissect({ all, cluster }: Clusters) {
  const d = all.features;
  const count = Math.max(...cluster) + 1;
  const corners = Array.from({ length: count }, (_, c) => {
    const members = Array.from(cluster.keys()).filter((row) => cluster[row] === c);
    const mean = (i: number) => members.reduce((sum, row) => sum + all.rows[row * d + i], 0) / members.length;
    return Array.from({ length: d }, (_, i) => (mean(i) > 0 ? 1 : -1));
  });
  const offsets = Array.from(cluster, (c, row) => corners[c].map((sign, i) => all.rows[row * d + i] - sign * RADIUS));
  return { corners, offsets };
}

const distinct = (rows: readonly (readonly number[])[]) => new Set(rows.map(String)).size;

describe.each([
  ['grid', 8, 64, 5],
  ['distinct', 8, 64, 5],
  ['independent', 8, 64, 5],
  ['grid', 3, 8, 5],
  ['independent', 3, 8, 5],
] as const)('corners %s, dimension %i', (corners, dimension, count, seed) => {
  const data = clusters({ seed, corners, dimension });
  const { corners: found, offsets } = dissect(data);

  test('has clusters of 64 points, half of the clusters of each label', () => {
    expect(data.all.length).toBe(64 * count);
    expect([...data.cluster]).toEqual(Array.from({ length: 64 * count }, (_, row) => Math.floor(row / 64)));
    const labels = Array.from({ length: count }, (_, c) => data.all.labels.subarray(64 * c, 64 * (c + 1)));
    for (const of of labels) expect(new Set(of).size).toBe(1);
    expect(labels.filter((of) => of[0] === 1)).toHaveLength(count / 2);
  });

  test('each cluster has a corner of its own, unless corners may come again', () => {
    if (corners === 'independent' && dimension === 8) expect(distinct(found)).toBeLessThan(count);
    else expect(distinct(found)).toBe(count);
  });

  test('every point lies in the ball round its corner, and the ball is filled evenly', () => {
    // |x| / R of a uniform point has the distribution function r^d, so (|x| / R)^d is uniform.
    const u = offsets.map((x) => (Math.sqrt(x.reduce((sum, xi) => sum + xi * xi, 0)) / RADIUS) ** dimension);
    expect(Math.max(...u)).toBeLessThanOrEqual(1 + 1e-12);
    const error = 5 / Math.sqrt(u.length);
    expect(Math.abs(u.reduce((a, b) => a + b) / u.length - 1 / 2)).toBeLessThan(0.289 * error);
    expect(Math.abs(u.reduce((a, b) => a + b * b, 0) / u.length - 1 / 3)).toBeLessThan(0.298 * error);
    // Each coordinate has mean 0 and mean square R^2 / (d + 2): no direction is preferred.
    for (let i = 0; i < dimension; i++) {
      const mean = (power: number) => offsets.reduce((sum, x) => sum + (x[i] / RADIUS) ** power, 0) / offsets.length;
      expect(Math.abs(mean(1))).toBeLessThan(error / Math.sqrt(dimension + 2));
      expect(Math.abs(mean(2) - 1 / (dimension + 2))).toBeLessThan((1.4 * error) / (dimension + 2));
    }
  });

  test('is split three to one, every point on one side', () => {
    const { training, validation, all } = data;
    expect([training.length, validation.length]).toEqual([48 * count, 16 * count]);
    const key = (rows: Float64Array, labels: Float64Array) =>
      Array.from(labels, (label, i) => `${rows.subarray(i * dimension, (i + 1) * dimension)},${label}`);
    const both = [...key(training.rows, training.labels), ...key(validation.rows, validation.labels)];
    expect(both.sort()).toEqual(key(all.rows, all.labels).sort());
  });
});

test('on the grid each party has 8 of its 16 corners, and all pairs come', () => {
  for (let seed = 0; seed < 4; seed++) {
    const { corners } = dissect(clusters({ seed }));
    expect(distinct(corners.map((corner) => corner.slice(0, 4)))).toBe(8);
    expect(distinct(corners.map((corner) => corner.slice(4)))).toBe(8);
    expect(distinct(corners)).toBe(64);
  }
});

test('distinct corners are spread over more than eight local ones', () => {
  const { corners } = dissect(clusters({ seed: 1, corners: 'distinct' }));
  expect(distinct(corners.map((corner) => corner.slice(0, 4)))).toBeGreaterThan(8);
});

test('independent corners come from all 256, each sign as often as the other, and some come again', () => {
  const all = Array.from({ length: 12 }, (_, seed) => dissect(clusters({ seed, corners: 'independent' })).corners);
  // 64 draws of 256 meet 256 (1 - (255/256)^64) = 56.7 corners on average.
  const met = all.map(distinct);
  expect(met.reduce((a, b) => a + b) / met.length).toBeGreaterThan(55);
  expect(met.reduce((a, b) => a + b) / met.length).toBeLessThan(58.5);
  expect(Math.max(...met)).toBeLessThan(64);
  const signs = all.flat(2);
  expect(Math.abs(signs.reduce<number>((a, b) => a + b, 0)) / Math.sqrt(signs.length)).toBeLessThan(4);
});

test('independent corners of seed 1 are these for good', () => {
  const { corners } = dissect(clusters({ seed: 1, corners: 'independent' }));
  const text = corners.slice(0, 4).map((signs) => signs.map((sign) => (sign > 0 ? '+' : '-')).join(''));
  expect(text).toEqual(['++++-+-+', '++++++++', '+++--++-', '-++--+++']);
});

test('seed 1 means these points for good', () => {
  const { training } = clusters({ seed: 1 });
  expect([...training.rows.subarray(0, 8)]).toEqual([
    -0.738084813536975, 0.6239134073049438, 0.7103372806689408, -0.5876917805218431, -0.7208340314920707,
    -0.9170374905824152, -0.8312399654739155, 0.24491921597162114,
  ]);
  expect([...training.labels.subarray(0, 12)]).toEqual([-1, 1, -1, 1, -1, -1, 1, -1, 1, 1, -1, 1]);
});

test('the seed alone decides', () => {
  // Joined, since comparing a hundred thousand numbers one by one takes the test runner seconds.
  const text = (data: Clusters) =>
    [data.all, data.training, data.validation].map(({ rows, labels }) => [rows, labels]).join();
  expect(text(clusters({ seed: 9 })) === text(clusters({ seed: 9, corners: 'grid', dimension: 8 }))).toBe(true);
  expect(text(clusters()) === text(clusters({ seed: 0 }))).toBe(true);
  const [a, b] = [clusters({ seed: 1 }), clusters({ seed: 2 })];
  expect(dissect(a).corners).not.toEqual(dissect(b).corners);
  expect(a.all.labels.join()).not.toBe(b.all.labels.join());
  expect(a.all.rows[0]).not.toBe(b.all.rows[0]);
});

test.each([
  [{ dimension: 9 }, 'range', 'dimension 9'],
  [{ corners: 'all' as 'grid' }, 'config', '"all"'],
  [{ corners: 'indepedent' as 'grid' }, 'config', 'Did you mean "independent"?'],
  [{ seed: -1 }, 'range', 'seed is -1'],
  [{ sed: 1 } as object, 'config', 'Did you mean "seed"?'],
  [{ dimension: [8] as unknown as number }, 'range', 'dimension'],
])('refuses %j', (options, code, words) => {
  const error = refusal(() => clusters(options));
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
});

test('two parties have the numbers that they always had', () => {
  const digests = (['grid', 'distinct', 'independent'] as const).map((corners) => {
    const { training } = clusters({ seed: 1, corners });
    return [digest(training.rows).slice(0, 16), digest(training.labels).slice(0, 16)];
  });
  expect(digests).toEqual([
    ['417c2f00203285c3', '1ca2f3a52954cd1f'],
    ['15f8a2ebed0a6970', '1ca2f3a52954cd1f'],
    ['fa6a0fbc186355f0', '1ca2f3a52954cd1f'],
  ]);
  const small = clusters({ seed: 1, dimension: 3 }).training;
  expect(digest(small.rows).slice(0, 16)).toBe('d334b90c19d4d664');
  expect(digest(clusters({ seed: 1, parties: 2, dimension: 8 }).training.rows).slice(0, 16)).toBe('417c2f00203285c3');
});

describe('more parties', () => {
  test.each([
    [3, undefined, [4, 4, 4], [4, 4, 4]],
    [3, 7, [3, 2, 2], [4, 4, 4]],
    [4, undefined, [4, 4, 4, 4], [4, 4, 2, 2]],
    [5, 11, [3, 2, 2, 2, 2], [4, 2, 2, 2, 2]],
    [6, 12, Array(6).fill(2), Array(6).fill(2)],
    [16, undefined, Array(16).fill(4), Array(16).fill(2)],
  ])('%i of them in %s dimensions draw their own corners', (parties, dimension, held, own) => {
    const data = clusters({ seed: 2, parties, dimension });
    const { corners } = dissect(data);
    expect(clusterFeatures(parties, dimension)).toEqual(held);
    expect([data.all.length, data.all.features]).toEqual([4096, held.reduce((a, b) => a + b)]);
    expect(distinct(corners)).toBe(64);
    let first = 0;
    const counts = held.map((features) => {
      first += features;
      return distinct(corners.map((corner) => corner.slice(first - features, first)));
    });
    expect(counts).toEqual(own);
    const labels = Array.from({ length: 64 }, (_, c) => data.all.labels[64 * c]);
    expect(labels.filter((label) => label === 1)).toHaveLength(32);
  });

  test('corners may be drawn in the other ways, in up to 64 dimensions', () => {
    const wide = { seed: 5, parties: 16 } as const;
    const { corners } = dissect(clusters({ ...wide, corners: 'distinct' }));
    expect(distinct(corners)).toBe(64);
    expect(distinct(corners.map((corner) => corner.slice(0, 4)))).toBeGreaterThan(8);
    const free = dissect(clusters({ ...wide, corners: 'independent' })).corners.flat();
    expect(Math.abs(free.reduce((a, b) => a + b, 0))).toBeLessThan(5 * Math.sqrt(free.length));
    expect(distinct(dissect(clusters({ seed: 1, parties: 3, dimension: 9, corners: 'distinct' })).corners)).toBe(64);
  });

  test('a small cube has a cluster at every corner', () => {
    const { corners } = dissect(clusters({ parties: 2, dimension: 4 }));
    expect([corners.length, distinct(corners)]).toEqual([16, 16]);
    expect(distinct(dissect(clusters({ parties: 3, dimension: 6 })).corners)).toBe(64);
  });

  test('other dimensions are refused, with those that there are', () => {
    expect(refusal(() => clusters({ parties: 4, dimension: 3 })).message).toBe(
      'Clusters of dimension 3 are not defined for 4 parties; use a whole number from 8 to 16.',
    );
    expect(refusal(() => clusters({ parties: 17 })).message).toBe(
      'The number of parties is 17; give an integer from 2 to 16.',
    );
    expect(refusal(() => clusters({ dimension: 9 })).message).toMatch(
      /2 parties; use a whole number from 4 to 8, or 3 to look at/,
    );
  });
});
