// Turns: what one layer of rotations.ts does to one qubit, a sequence of rotations about X, Y or Z, for two samples at once.
//
// A turn is kept as three angles, RZ(a) RX(b) RZ(c), up to a phase that all columns share: e^(ia), e^(ib), e^(ic). With
// U = w - i (x X + y Y + z Z), alpha = w + i z and beta = x + i y,
//     e^(ia) = alpha beta / |alpha beta|, e^(ic) = alpha conj(beta) / |alpha beta|, cos b = |alpha|^2 - |beta|^2, sin b = 2 |alpha beta|.
// Where sin b is 0, a and c alone mean nothing; they are chosen so that their sum or difference is right.
//
// Backwards a turn knows dL/d(angle) for further rotations about Z behind it, about X in its middle and about Z in front of
// it. With v the derivatives about X, Y, Z behind the turn and w = RZ(-a) v, these are w_z, w_x and -sin b w_y + cos b w_z.
// They give v unless sin b is nearly 0; then w_y comes from the states (rotation-passes.ts). From v each rotation's own
// derivative follows, the last one's first.

import {
  ROTATION_AXIS,
  ROTATION_BYTES,
  ROTATION_END,
  ROTATION_FIRST,
  ROTATION_LANE,
  ROTATIONS_COUNT,
  ROTATIONS_GRADIENT,
  ROTATIONS_LANE,
  ROTATIONS_LAST_FRAME,
  ROTATIONS_NUMBER,
  ROTATIONS_NUMBERS,
  ROTATIONS_SHARED,
  ROTATIONS_TERM_COEFFICIENT,
  ROTATIONS_TERM_WORDS,
  ROTATIONS_TERMS,
  ROTATIONS_TURN_WORDS,
  ROTATIONS_TURNS,
  ROTATIONS_WORDS,
  TURN_BYTES,
  TURN_END,
  TURN_END_NUMBER,
  TURN_FIRST,
  TURN_MIDDLE_NUMBER,
  TURN_START_NUMBER,
} from './layout';
import { addTo } from './passes';
import { sinCos } from './trigonometry';

/** Bytes of what is kept of a turn: e^(ia), e^(ib), e^(ic), of the last turn w, x, y, z. */
export const EULER_BYTES: usize = 96;

/** |alpha beta| below which one of the two is nothing beside the other. */
const NOTHING: f64 = 1e-140;

/** |sin b| below which a turn is flat: w_y then comes from the states. What it is divided by makes errors 16 times as large. */
const FLAT: f64 = 0.0625;

/** The turn's place in what is kept of a pair's turns. */
export function eulerOf(euler: usize, turn: i32): usize {
  return euler + <usize>turn * EULER_BYTES;
}

/** The turns' descriptors. */
export function turnAt(rotations: usize, turn: i32): usize {
  return load<usize>(rotations, ROTATIONS_TURN_WORDS) + <usize>turn * TURN_BYTES;
}

/** Length of a plane of the shared cos and sin. */
export function sharedCount(rotations: usize): i32 {
  return (load<i32>(rotations, ROTATIONS_COUNT) + 1) & ~1;
}

/** cos and sin of half the angles that hold no data; of the others, whatever. */
export function sharedAngles(rotations: usize, angles: usize): void {
  const words = load<usize>(rotations, ROTATIONS_WORDS);
  const terms = load<usize>(rotations, ROTATIONS_TERM_WORDS);
  const coefficients = load<usize>(rotations, ROTATIONS_TERM_COEFFICIENT);
  const cosine = load<usize>(rotations, ROTATIONS_SHARED);
  const count = sharedCount(rotations);
  if (count == 0) return;
  memory.fill(cosine, 0, (<usize>count) << 3);
  for (let r: usize = 0, n = <usize>load<i32>(rotations, ROTATIONS_COUNT); r < n; r++) {
    const word = words + r * ROTATION_BYTES;
    if (load<i32>(word, ROTATION_LANE) >= 0) continue;
    let sum = 0.0;
    for (let t = <usize>load<i32>(word, ROTATION_FIRST); t < <usize>load<i32>(word, ROTATION_END); t++) {
      sum += termScale(terms, coefficients, t, angles);
    }
    store<f64>(cosine + (r << 3), 0.5 * sum);
  }
  sinCos(cosine, cosine + ((<usize>count) << 3), cosine, count);
}

/** cos and sin of half the angles that hold data, for all lanes; data f64 [data angle][lanes]. */
export function laneAngles(rotations: usize, angles: usize, data: usize, lanes: i32): void {
  const words = load<usize>(rotations, ROTATIONS_WORDS);
  const terms = load<usize>(rotations, ROTATIONS_TERM_WORDS);
  const coefficients = load<usize>(rotations, ROTATIONS_TERM_COEFFICIENT);
  const laneBytes = (<usize>lanes) << 3;
  const count = <usize>load<i32>(rotations, ROTATIONS_COUNT);
  for (let r: usize = 0; r < count; r++) {
    const word = words + r * ROTATION_BYTES;
    const lane = load<i32>(word, ROTATION_LANE);
    if (lane < 0) continue;
    const cosine = load<usize>(rotations, ROTATIONS_LANE) + <usize>lane * 2 * laneBytes;
    const sine = cosine + laneBytes;
    // The terms without data first, then each term's lanes; half the angle.
    let rest = 0.0;
    const first = <usize>load<i32>(word, ROTATION_FIRST);
    const end = <usize>load<i32>(word, ROTATION_END);
    for (let t = first; t < end; t++) {
      if (load<i32>(terms + (t << 3), 4) < 0) rest += termScale(terms, coefficients, t, angles);
    }
    const start = f64x2.splat(0.5 * rest);
    for (let v: usize = 0; v < laneBytes; v += 16) v128.store(cosine + v, start);
    for (let t = first; t < end; t++) {
      const from = load<i32>(terms + (t << 3), 4);
      if (from < 0) continue;
      const c = f64x2.splat(0.5 * termScale(terms, coefficients, t, angles));
      const x = data + <usize>from * laneBytes;
      for (let v: usize = 0; v < laneBytes; v += 16) addTo(cosine + v, f64x2.mul(c, v128.load(x + v)));
    }
    sinCos(cosine, sine, cosine, lanes);
  }
}

/** A term without its data: the coefficient, times its angle where it has one. */
function termScale(terms: usize, coefficients: usize, t: usize, angles: usize): f64 {
  const angle = load<i32>(terms + (t << 3));
  const c = load<f64>(coefficients + (t << 3));
  return angle < 0 ? c : c * load<f64>(angles + ((<usize>angle) << 3));
}

/** All turns of two lanes, from the rotations' cos and sin: e^(ia), e^(ib), e^(ic), of the last one w, x, y, z. */
export function makeTurns(rotations: usize, euler: usize, lanes: i32, v: usize): void {
  const last = load<i32>(rotations, ROTATIONS_TURNS) - 1;
  const words = load<usize>(rotations, ROTATIONS_WORDS);
  const shared = load<usize>(rotations, ROTATIONS_SHARED);
  const sharedSine = shared + ((<usize>sharedCount(rotations)) << 3);
  const laneTable = load<usize>(rotations, ROTATIONS_LANE) + v;
  const laneBytes = (<usize>lanes) << 3;
  for (let turn = 0; turn <= last; turn++) {
    const word = turnAt(rotations, turn);
    const end = <usize>load<i32>(word, TURN_END);
    let w = f64x2.splat(1);
    let x = f64x2.splat(0);
    let y = x;
    let z = x;
    const first = <usize>load<i32>(word, TURN_FIRST);
    for (let r = first; r < end; r++) {
      const rotation = words + r * ROTATION_BYTES;
      const lane = load<i32>(rotation, ROTATION_LANE);
      const axis = load<i32>(rotation, ROTATION_AXIS);
      let c: v128;
      let s: v128;
      if (lane < 0) {
        c = v128.load64_splat(shared + (r << 3));
        s = v128.load64_splat(sharedSine + (r << 3));
      } else {
        const at = laneTable + <usize>lane * 2 * laneBytes;
        c = v128.load(at);
        s = v128.load(at + laneBytes);
      }
      if (r == first) {
        w = c;
        if (axis == 1) y = s;
        else if (axis == 2) z = s;
        else x = s;
        continue;
      }
      const cw = f64x2.mul(c, w);
      const cx = f64x2.mul(c, x);
      const cy = f64x2.mul(c, y);
      const cz = f64x2.mul(c, z);
      w = f64x2.mul(s, w);
      x = f64x2.mul(s, x);
      y = f64x2.mul(s, y);
      z = f64x2.mul(s, z);
      if (axis == 1) {
        const t = f64x2.sub(cz, x);
        x = f64x2.add(cx, z);
        z = t;
        const u = f64x2.add(cy, w);
        w = f64x2.sub(cw, y);
        y = u;
      } else if (axis == 2) {
        const t = f64x2.sub(cx, y);
        y = f64x2.add(cy, x);
        x = t;
        const u = f64x2.add(cz, w);
        w = f64x2.sub(cw, z);
        z = u;
      } else {
        const t = f64x2.sub(cy, z);
        z = f64x2.add(cz, y);
        y = t;
        const u = f64x2.add(cx, w);
        w = f64x2.sub(cw, x);
        x = u;
      }
    }
    const out = eulerOf(euler, turn);
    if (turn == last) {
      v128.store(out, w);
      v128.store(out, x, 16);
      v128.store(out, y, 32);
      v128.store(out, z, 48);
    } else storeEuler(out, w, x, y, z);
  }
}

function storeEuler(out: usize, w: v128, x: v128, y: v128, z: v128): void {
  const wz = f64x2.add(f64x2.mul(w, w), f64x2.mul(z, z));
  const xy = f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y));
  const r = f64x2.sqrt(f64x2.mul(wz, xy));
  const nothing = f64x2.lt(r, f64x2.splat(NOTHING));
  const per = f64x2.div(f64x2.splat(1), r);
  const wx = f64x2.mul(w, x);
  const wy = f64x2.mul(w, y);
  const zx = f64x2.mul(z, x);
  const zy = f64x2.mul(z, y);
  let ar = f64x2.mul(f64x2.sub(wx, zy), per);
  let ai = f64x2.mul(f64x2.add(wy, zx), per);
  let cr = f64x2.mul(f64x2.add(wx, zy), per);
  let ci = f64x2.mul(f64x2.sub(zx, wy), per);
  if (v128.any_true(nothing)) {
    // One of alpha and beta is nothing: a is twice the other's phase, and c is 0.
    const all = f64x2.add(wz, xy);
    const re = f64x2.sub(f64x2.add(f64x2.mul(w, w), f64x2.mul(x, x)), f64x2.add(f64x2.mul(z, z), f64x2.mul(y, y)));
    const im = f64x2.mul(f64x2.splat(2), f64x2.add(f64x2.mul(w, z), f64x2.mul(x, y)));
    ar = v128.bitselect(f64x2.div(re, all), ar, nothing);
    ai = v128.bitselect(f64x2.div(im, all), ai, nothing);
    cr = v128.bitselect(f64x2.splat(1), cr, nothing);
    ci = v128.bitselect(f64x2.splat(0), ci, nothing);
  }
  v128.store(out, ar);
  v128.store(out, ai, 16);
  v128.store(out, f64x2.sub(wz, xy), 32);
  v128.store(out, f64x2.add(r, r), 48);
  v128.store(out, cr, 64);
  v128.store(out, ci, 80);
}

/** Whether the turn is flat in one of the lanes. */
export function isFlat(euler: usize, turn: i32): bool {
  return v128.any_true(f64x2.lt(v128.load(eulerOf(euler, turn), 48), f64x2.splat(FLAT)));
}

/**
 * The readout behind the last turn as a vector n in front of it: U^+ Z U = n sigma, seen before the RZ(a) of the turn before.
 * Writes three v128 at out.
 */
export function makeReadout(rotations: usize, euler: usize, out: usize): void {
  const at = eulerOf(euler, load<i32>(rotations, ROTATIONS_TURNS) - 1);
  const w = v128.load(at);
  const x = v128.load(at, 16);
  const y = v128.load(at, 32);
  const z = v128.load(at, 48);
  const two = f64x2.splat(2);
  const nx = f64x2.mul(two, f64x2.sub(f64x2.mul(x, z), f64x2.mul(w, y)));
  const ny = f64x2.mul(two, f64x2.add(f64x2.mul(y, z), f64x2.mul(w, x)));
  const nz = f64x2.sub(f64x2.add(f64x2.mul(w, w), f64x2.mul(z, z)), f64x2.add(f64x2.mul(x, x), f64x2.mul(y, y)));
  v128.store(out, nz, 32);
  const frame = load<i32>(rotations, ROTATIONS_LAST_FRAME);
  if (frame < 0) {
    v128.store(out, nx);
    v128.store(out, ny, 16);
    return;
  }
  const c = v128.load(eulerOf(euler, frame));
  const s = v128.load(eulerOf(euler, frame), 16);
  v128.store(out, f64x2.add(f64x2.mul(c, nx), f64x2.mul(s, ny)));
  v128.store(out, f64x2.sub(f64x2.mul(c, ny), f64x2.mul(s, nx)), 16);
}

/** From dL/dn, three v128, to dL/d(angle) about X, Y, Z behind the last turn: (R dL/dn) x e_z; over the first two, the third is 0. */
function torque(rotations: usize, euler: usize, at: usize): void {
  let gx = v128.load(at);
  let gy = v128.load(at, 16);
  const gz = v128.load(at, 32);
  const frame = load<i32>(rotations, ROTATIONS_LAST_FRAME);
  if (frame >= 0) {
    const c = v128.load(eulerOf(euler, frame));
    const s = v128.load(eulerOf(euler, frame), 16);
    const t = f64x2.sub(f64x2.mul(c, gx), f64x2.mul(s, gy));
    gy = f64x2.add(f64x2.mul(s, gx), f64x2.mul(c, gy));
    gx = t;
  }
  const q = eulerOf(euler, load<i32>(rotations, ROTATIONS_TURNS) - 1);
  const w = v128.load(q);
  const x = v128.load(q, 16);
  const y = v128.load(q, 32);
  const z = v128.load(q, 48);
  // g + w t + u x t with t = 2 u x g and u = (x, y, z).
  const two = f64x2.splat(2);
  const tx = f64x2.mul(two, f64x2.sub(f64x2.mul(y, gz), f64x2.mul(z, gy)));
  const ty = f64x2.mul(two, f64x2.sub(f64x2.mul(z, gx), f64x2.mul(x, gz)));
  const tz = f64x2.mul(two, f64x2.sub(f64x2.mul(x, gy), f64x2.mul(y, gx)));
  const hx = f64x2.add(f64x2.add(gx, f64x2.mul(w, tx)), f64x2.sub(f64x2.mul(y, tz), f64x2.mul(z, ty)));
  const hy = f64x2.add(f64x2.add(gy, f64x2.mul(w, ty)), f64x2.sub(f64x2.mul(z, tx), f64x2.mul(x, tz)));
  v128.store(at, hy);
  v128.store(at, f64x2.neg(hx), 16);
}

/**
 * The last turn's share of the gradient from dL/dn, three v128 at `seed`, which it overwrites; leaves what the readout's
 * turn before is to know, dL/d(angle) about Z in front of the last turn, at the last number.
 */
export function lastTurnBackward(rotations: usize, euler: usize, seed: usize, data: usize, lanes: i32, v: usize): void {
  torque(rotations, euler, seed);
  const front = rotationsBackward(
    rotations,
    load<i32>(rotations, ROTATIONS_TURNS) - 1,
    v128.load(seed),
    v128.load(seed, 16),
    f64x2.splat(0),
    data,
    lanes,
    v,
  );
  const last = <usize>(load<i32>(rotations, ROTATIONS_NUMBERS) - 1);
  v128.store(load<usize>(rotations, ROTATIONS_NUMBER) + (last << 4), front);
}

/** The other turns' share, from the numbers. */
export function turnsBackward(rotations: usize, euler: usize, data: usize, lanes: i32, v: usize): void {
  const numbers = load<usize>(rotations, ROTATIONS_NUMBER);
  const behind = numbers + ((<usize>load<i32>(rotations, ROTATIONS_NUMBERS)) << 4);
  for (let turn = load<i32>(rotations, ROTATIONS_TURNS) - 2; turn >= 0; turn--) {
    const word = turnAt(rotations, turn);
    const at = eulerOf(euler, turn);
    const middle = (<usize>load<i32>(word, TURN_MIDDLE_NUMBER)) << 4;
    const wx = v128.load(numbers + middle);
    const wz = v128.load(numbers + ((<usize>load<i32>(word, TURN_END_NUMBER)) << 4));
    const start = v128.load(numbers + ((<usize>load<i32>(word, TURN_START_NUMBER)) << 4));
    const cos = v128.load(at, 32);
    const sin = v128.load(at, 48);
    let wy = f64x2.div(f64x2.sub(f64x2.mul(cos, wz), start), sin);
    const flat = f64x2.lt(sin, f64x2.splat(FLAT));
    if (v128.any_true(flat)) wy = v128.bitselect(v128.load(behind + middle), wy, flat);
    const c = v128.load(at);
    const s = v128.load(at, 16);
    const x = f64x2.sub(f64x2.mul(c, wx), f64x2.mul(s, wy));
    const y = f64x2.add(f64x2.mul(s, wx), f64x2.mul(c, wy));
    rotationsBackward(rotations, turn, x, y, wz, data, lanes, v);
  }
}

/**
 * Adds the derivatives of the turn's rotations, the last one's first, from those about X, Y, Z behind it; returns, of the last
 * turn, the one about Z in front of it.
 */
function rotationsBackward(
  rotations: usize,
  turn: i32,
  behindX: v128,
  behindY: v128,
  behindZ: v128,
  data: usize,
  lanes: i32,
  v: usize,
): v128 {
  let x = behindX;
  let y = behindY;
  let z = behindZ;
  const word = turnAt(rotations, turn);
  const words = load<usize>(rotations, ROTATIONS_WORDS);
  const terms = load<usize>(rotations, ROTATIONS_TERM_WORDS);
  const gradient = load<usize>(rotations, ROTATIONS_GRADIENT);
  const shared = load<usize>(rotations, ROTATIONS_SHARED);
  const sharedSine = shared + ((<usize>sharedCount(rotations)) << 3);
  const laneTable = load<usize>(rotations, ROTATIONS_LANE) + v;
  const laneBytes = (<usize>lanes) << 3;
  const first = load<i32>(word, TURN_FIRST);
  const last = load<i32>(rotations, ROTATIONS_TURNS) - 1;
  for (let r = load<i32>(word, TURN_END) - 1; r >= first; r--) {
    const rotation = words + <usize>r * ROTATION_BYTES;
    const lane = load<i32>(rotation, ROTATION_LANE);
    const axis = load<i32>(rotation, ROTATION_AXIS);
    const slope = axis == 1 ? y : axis == 2 ? z : x;
    const end = <usize>load<i32>(rotation, ROTATION_END);
    for (let t = <usize>load<i32>(rotation, ROTATION_FIRST); t < end; t++) {
      const from = load<i32>(terms + (t << 3), 4);
      addTo(gradient + (t << 4), from < 0 ? slope : f64x2.mul(slope, v128.load(data + <usize>from * laneBytes + v)));
    }
    // What stands in front of the first rotation is asked of the last turn alone.
    if (r == first && turn < last) return z;
    let c: v128;
    let s: v128;
    if (lane < 0) {
      c = v128.load64_splat(shared + ((<usize>r) << 3));
      s = v128.load64_splat(sharedSine + ((<usize>r) << 3));
    } else {
      const half = laneTable + <usize>lane * 2 * laneBytes;
      c = v128.load(half);
      s = v128.load(half + laneBytes);
    }
    // The whole angle from its half; then the two components across the axis are turned back by it.
    const cos = f64x2.sub(f64x2.mul(c, c), f64x2.mul(s, s));
    const sin = f64x2.mul(f64x2.add(c, c), s);
    if (axis == 1) {
      const t = f64x2.add(f64x2.mul(cos, z), f64x2.mul(sin, x));
      x = f64x2.sub(f64x2.mul(cos, x), f64x2.mul(sin, z));
      z = t;
    } else if (axis == 2) {
      const t = f64x2.add(f64x2.mul(cos, x), f64x2.mul(sin, y));
      y = f64x2.sub(f64x2.mul(cos, y), f64x2.mul(sin, x));
      x = t;
    } else {
      const t = f64x2.add(f64x2.mul(cos, y), f64x2.mul(sin, z));
      z = f64x2.sub(f64x2.mul(cos, z), f64x2.mul(sin, y));
      y = t;
    }
  }
  return z;
}

/** Adds the gradient of all chunks to gradient[angle]. */
export function addTermGradient(rotations: usize, gradient: usize): void {
  const terms = load<usize>(rotations, ROTATIONS_TERM_WORDS);
  const coefficients = load<usize>(rotations, ROTATIONS_TERM_COEFFICIENT);
  const sums = load<usize>(rotations, ROTATIONS_GRADIENT);
  for (let t: usize = 0, n = <usize>load<i32>(rotations, ROTATIONS_TERMS); t < n; t++) {
    const angle = load<i32>(terms + (t << 3));
    if (angle < 0) continue;
    const p = gradient + ((<usize>angle) << 3);
    const q = sums + (t << 4);
    store<f64>(p, load<f64>(p) + load<f64>(coefficients + (t << 3)) * (load<f64>(q) + load<f64>(q, 8)));
  }
}
