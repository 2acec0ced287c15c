// What the checked build puts in the place of every access to memory: it has to lie inside one region that was reserved.
// Compiled with the core's sources, by checked.mjs; no part of the release.

/** Regions that can be held at once. */
const MOST: usize = 32768;

/** [start, end] of each region, ascending: memory is planned upwards. */
const regions = memory.data(262144);
let count: usize = 0;

/** The region that the last access fell into, for the next one is often in the same. */
let recent: usize = 0;

/** Takes down a region. Those at or above it are given up: whoever plans from an address on plans everything behind it. */
export function reserveRegion(at: usize, bytes: usize): void {
  while (count > 0 && load<usize>(regions + ((count - 1) << 3), 4) > at) count--;
  if (count >= MOST) unreachable();
  store<usize>(regions + (count << 3), at);
  store<usize>(regions + (count << 3), at + bytes, 4);
  recent = count++;
}

function holds(region: usize, from: u64, to: u64): bool {
  const entry = regions + (region << 3);
  return <u64>load<usize>(entry) <= from && to <= <u64>load<usize>(entry, 4);
}

/** Finds the last region that starts at or before an address. */
function regionOf(from: u64): usize {
  let low: usize = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (<u64>load<usize>(regions + (middle << 3)) <= from) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? low - 1 : 0;
}

/** Traps unless bytes `from` to `to` are those of one region. */
function check(from: u64, to: u64): void {
  if (recent < count && holds(recent, from, to)) return;
  recent = regionOf(from);
  if (recent < count && holds(recent, from, to)) return;
  unreachable();
}

export function checkedLoad<T>(at: usize, offset: usize = 0): T {
  const from = <u64>at + <u64>offset;
  check(from, from + sizeof<T>());
  return load<T>(at + offset);
}

export function checkedStore<T>(at: usize, value: T, offset: usize = 0): void {
  const from = <u64>at + <u64>offset;
  check(from, from + sizeof<T>());
  store<T>(at + offset, value);
}

export function checkedSplat(at: usize, offset: usize = 0): v128 {
  const from = <u64>at + <u64>offset;
  check(from, from + 8);
  return v128.load64_splat(at + offset);
}

export function checkedZero(at: usize, offset: usize = 0): v128 {
  const from = <u64>at + <u64>offset;
  check(from, from + 8);
  return v128.load64_zero(at + offset);
}

/** For lanes of 64 bits, which are all that the core loads. */
export function checkedLane<T>(at: usize, lanes: v128, lane: u8, offset: usize = 0): v128 {
  if (sizeof<T>() !== 8) ERROR('checkedLane is for lanes of 64 bits');
  if (lane > 1) unreachable();
  const value = checkedLoad<i64>(at, offset);
  return lane === 0 ? i64x2.replace_lane(lanes, 0, value) : i64x2.replace_lane(lanes, 1, value);
}

export function checkedFill(at: usize, value: u8, bytes: usize): void {
  check(at, <u64>at + <u64>bytes);
  memory.fill(at, value, bytes);
}

export function checkedCopy(to: usize, from: usize, bytes: usize): void {
  check(to, <u64>to + <u64>bytes);
  check(from, <u64>from + <u64>bytes);
  memory.copy(to, from, bytes);
}
