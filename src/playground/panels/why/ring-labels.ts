/**
 * Returns where on a ring some labels stand: each at its own angle where there is room, else pushed apart.
 *
 * @param angles - in radians
 * @param least - the least distance of neighbours, in radians; the ring must have room for all of them
 * @returns the labels' angles, in the given order
 */
export function ringLabels(angles: readonly number[], least: number): number[] {
  const placed = [...angles];
  const order = angles.map((_, i) => i).sort((i, j) => angles[i] - angles[j]);
  // Each round moves the two of a close pair apart by what they lack; a few rounds settle a handful of labels.
  for (let round = 0; round < 60; round++) {
    for (let k = 0; k < order.length; k++) {
      const [i, j] = [order[k], order[(k + 1) % order.length]];
      if (i === j) continue;
      const turn = k + 1 === order.length ? 2 * Math.PI : 0;
      const lack = least - (placed[j] + turn - placed[i]);
      if (lack <= 0) continue;
      placed[i] -= lack / 2;
      placed[j] += lack / 2;
    }
  }
  return placed;
}
