/** How a cloud of points is turned, in radians: about its upright axis, then towards the reader. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

/** A point as it is drawn: to the right, up, and towards the reader. */
export interface Seen {
  readonly x: number;
  readonly y: number;
  readonly near: number;
}

/** Where one sees three sides of the cube. */
export const FIRST_TURN: Turn = { yaw: -0.6, pitch: 0.42 };

const MOST_PITCH = Math.PI / 2;

/** The turn after a change; one looks straight down at most. */
export function turned({ yaw, pitch }: Turn, byYaw: number, byPitch: number): Turn {
  const whole = 2 * Math.PI;
  const next = yaw + byYaw;
  return {
    yaw: next - whole * Math.floor((next + Math.PI) / whole),
    pitch: Math.min(MOST_PITCH, Math.max(-MOST_PITCH, pitch + byPitch)),
  };
}

/** The change that a key asks for, or null. */
export function turnOfKey(key: string, step: number): readonly [number, number] | null {
  const turns: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-step, 0],
    ArrowRight: [step, 0],
    ArrowUp: [0, -step],
    ArrowDown: [0, step],
  };
  return Object.hasOwn(turns, key) ? turns[key] : null;
}

/** Where a point of the cloud is seen: coordinate 0 to the right, 1 away from the reader, 2 up, before any turn. */
export function seen(point: ArrayLike<number>, { yaw, pitch }: Turn): Seen {
  const [c, s] = [Math.cos(yaw), Math.sin(yaw)];
  const right = c * point[0] - s * point[1];
  const away = s * point[0] + c * point[1];
  const [d, t] = [Math.cos(pitch), Math.sin(pitch)];
  return { x: right, y: d * point[2] + t * away, near: t * point[2] - d * away };
}

/** The order in which points are drawn: the farthest first. */
export function farFirst(points: readonly Seen[]): number[] {
  return points.map((_, i) => i).sort((a, b) => points[a].near - points[b].near);
}

/** The middle of every cluster of points. */
export function clusterCentres(rows: Float64Array, features: number, cluster: Int32Array): number[][] {
  const count = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const sums = Array.from({ length: count }, () => new Array<number>(features).fill(0));
  const sizes = new Array<number>(count).fill(0);
  cluster.forEach((c, n) => {
    sizes[c] += 1;
    for (let i = 0; i < features; i++) sums[c][i] += rows[n * features + i];
  });
  return sums.map((sum, c) => sum.map((value) => value / sizes[c]));
}
