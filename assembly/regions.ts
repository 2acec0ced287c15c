// Where work space stands. Every kernel says here which regions it works in, and how large they are; the memory itself is
// the caller's to hand out, one region after the other: a run over the kernels gives the region that waits its place and
// returns with the bytes of the next one. Sizes are f64: what is beyond all memory is then a large number, which the
// caller refuses, and no small one.

let given: usize;
let wanted: f64;

/** Begins a run; `at` is the place of the first region that has none, or 0. */
export function beginRun(at: usize): void {
  given = at;
  wanted = -1;
}

/** Bytes of the first region that is still without a place, -1 if all have theirs. */
export function wantedBytes(): f64 {
  return wanted;
}

/** A region of so many bytes, whose address stands in a descriptor's field. */
export function region(descriptor: usize, field: usize, bytes: f64): void {
  if (wanted >= 0 || load<usize>(descriptor + field) != 0) return;
  if (given == 0) {
    wanted = bytes;
    return;
  }
  store<usize>(descriptor + field, given);
  given = 0;
}
