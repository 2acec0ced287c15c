// The largest value of a sum over signs, sum_b |sum_a s_a M_ab|: an XOR game played with coins. Gray-code order over the
// rows; four assignments of signs a step, from one trip through the columns.

/** Rows whose signs do not go through the Gray code: the first keeps +1, the next two take all four pairs in each step. */
const INNER: usize = 3;

/**
 * Looks at the steps from .. from + count - 1 of the Gray code and returns the largest value in them.
 *
 * Step n has sign - at row 3 + j where bit j of n ^ (n >> 1) is 1. In each step rows 1 and 2 take the pairs of signs
 * ++, --, +-, -+, by which `best` names them 0 .. 3.
 *
 * Reads `matrix`, f64 [rows][width], at least three rows, width even and from 2, columns of zeros for padding. Uses
 * `work`, f64 [3][width]: the sums over the rows but 1 and 2; row 1 + row 2; row 1 - row 2. Writes `best`, i32 [2]: step
 * and pair. The sums begin anew in every call, so what rounding adds up to is that of `count` steps.
 *
 * Cost: count x width x 11 operations; 4 count assignments.
 */
export function bestSigns(matrix: usize, rows: i32, width: i32, from: i32, count: i32, work: usize, best: usize): f64 {
  const bytes = (<usize>width) << 3;
  const sums = work;
  const even = work + bytes;
  const odd = even + bytes;
  const outer = matrix + INNER * bytes;
  startSums(matrix, <usize>rows, bytes, from ^ (from >> 1), sums);
  for (let at: usize = 0; at < bytes; at += 16) {
    const one = v128.load(matrix + bytes + at);
    const two = v128.load(matrix + 2 * bytes + at);
    v128.store(even + at, f64x2.add(one, two));
    v128.store(odd + at, f64x2.sub(one, two));
  }
  let greatest: f64 = -1;
  let step = from;
  const end = from + count;
  // The first step moves nothing: any row, no times.
  let moved = matrix;
  let factor = f64x2.splat(0);
  // Not f64x2.abs, for which V8 makes this mask each time.
  const magnitude = i64x2.splat(0x7fffffffffffffff);
  do {
    let pp = f64x2.splat(0);
    let mm = pp;
    let pm = pp;
    let mp = pp;
    let at: usize = 0;
    do {
      const c = f64x2.add(v128.load(sums + at), f64x2.mul(factor, v128.load(moved + at)));
      const e = v128.load(even + at);
      const o = v128.load(odd + at);
      v128.store(sums + at, c);
      pp = f64x2.add(pp, v128.and(magnitude, f64x2.add(c, e)));
      mm = f64x2.add(mm, v128.and(magnitude, f64x2.sub(c, e)));
      pm = f64x2.add(pm, v128.and(magnitude, f64x2.add(c, o)));
      mp = f64x2.add(mp, v128.and(magnitude, f64x2.sub(c, o)));
      at += 16;
    } while (at < bytes);
    const first = f64x2.add(v128.shuffle<f64>(pp, mm, 0, 2), v128.shuffle<f64>(pp, mm, 1, 3));
    const second = f64x2.add(v128.shuffle<f64>(pm, mp, 0, 2), v128.shuffle<f64>(pm, mp, 1, 3));
    const most = f64x2.max(first, second);
    const value = Math.max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
    if (value > greatest) {
      greatest = value;
      store<i32>(best, step);
      store<i32>(best, pairOf(value, first, second), 4);
    }
    step++;
    const bit = ctz(step);
    moved = outer + <usize>bit * bytes;
    // Row `bit` had sign + if the code's bit was 0, which the code of the new step, where it is turned, tells.
    factor = f64x2.splat(((step ^ (step >> 1)) >> bit) & 1 ? -2 : 2);
  } while (step < end);
  return greatest;
}

/** Row 0 and the rows from 3 on, each with its sign by the code, added up. */
function startSums(matrix: usize, rows: usize, bytes: usize, code: i32, sums: usize): void {
  memory.copy(sums, matrix, bytes);
  for (let row: usize = INNER; row < rows; row++) {
    const sign = f64x2.splat((code >> <i32>(row - INNER)) & 1 ? -1 : 1);
    const from = matrix + row * bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(sums + at, f64x2.add(v128.load(sums + at), f64x2.mul(sign, v128.load(from + at))));
    }
  }
}

/** Which of the four sums is this value. */
function pairOf(value: f64, first: v128, second: v128): i32 {
  if (f64x2.extract_lane(first, 0) == value) return 0;
  if (f64x2.extract_lane(first, 1) == value) return 1;
  return f64x2.extract_lane(second, 0) == value ? 2 : 3;
}
