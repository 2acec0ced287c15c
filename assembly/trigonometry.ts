// sin and cos of many angles at once.
//
// x = k pi/2 + r with |r| <= pi/4 by a three-part pi/2 (33 + 33 + 53 bits: k P1 and k P2 are exact for |k| < 2^20),
// then the minimax polynomials of fdlibm's k_sin.c and k_cos.c on r. Within 1.5 units in the last place. Larger
// angles go, one at a time, through the full-range reduction of AssemblyScript's NativeMath.

const TWO_OVER_PI: f64 = 0.63661977236758134308;
const HALF_PI_1: f64 = 1.57079632673412561417;
const HALF_PI_2: f64 = 6.0771005063039659766e-11;
const HALF_PI_3: f64 = 2.02226624879595063154e-21;
const LARGEST_FAST: f64 = 1.0e6;
const ROUNDING: f64 = 6755399441055744.0; // 1.5 * 2^52: adding it rounds to an integer, which the low bits then hold

/** Writes sin(x) and cos(x) of n (even, not 0) f64 at x; the outputs may be x itself but not each other. */
export function sinCos(x: usize, sine: usize, cosine: usize, n: i32): void {
  const end = (<usize>n) << 3;
  if (allSmall(x, end)) fastSinCos(x, sine, cosine, end);
  else for (let i: usize = 0; i < end; i += 16) mixedSinCos(x + i, sine + i, cosine + i);
}

function allSmall(x: usize, bytes: usize): bool {
  let largest = f64x2.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) largest = f64x2.pmax(largest, f64x2.abs(v128.load(x + i)));
  return isSmall(f64x2.extract_lane(largest, 0)) && isSmall(f64x2.extract_lane(largest, 1));
}

function isSmall(x: f64): bool {
  return abs(x) < LARGEST_FAST;
}

/** Two angles, each by the way that its own size asks for: no angle changes a bit of its neighbour's result. */
function mixedSinCos(x: usize, sine: usize, cosine: usize): void {
  const first = load<f64>(x);
  const second = load<f64>(x, 8);
  fastSinCos(x, sine, cosine, 16);
  if (!isSmall(first)) slowSinCos(first, sine, cosine);
  if (!isSmall(second)) slowSinCos(second, sine + 8, cosine + 8);
}

function slowSinCos(x: f64, sine: usize, cosine: usize): void {
  store<f64>(sine, NativeMath.sin(x));
  store<f64>(cosine, NativeMath.cos(x));
}

function fastSinCos(x: usize, sine: usize, cosine: usize, bytes: usize): void {
  const one = f64x2.splat(1);
  const rounding = f64x2.splat(ROUNDING);
  // A loop with its test at the end: V8 takes constants out of no other.
  let i: usize = 0;
  do {
    const v = v128.load(x + i);
    const quadrant = f64x2.add(f64x2.mul(v, f64x2.splat(TWO_OVER_PI)), rounding);
    const k = f64x2.sub(quadrant, rounding);
    let r = f64x2.sub(v, f64x2.mul(k, f64x2.splat(HALF_PI_1)));
    r = f64x2.sub(r, f64x2.mul(k, f64x2.splat(HALF_PI_2)));
    r = f64x2.sub(r, f64x2.mul(k, f64x2.splat(HALF_PI_3)));
    const z = f64x2.mul(r, r);

    // Estrin's order: short chains of dependent operations, so that the next angles overlap with these.
    const zz = f64x2.mul(z, z);
    const p45 = f64x2.add(
      f64x2.splat(-2.50507602534068634195e-8),
      f64x2.mul(z, f64x2.splat(1.58969099521155010221e-10)),
    );
    const p23 = f64x2.add(f64x2.splat(-1.98412698298579493134e-4), f64x2.mul(z, f64x2.splat(2.7557313707070067679e-6)));
    const p01 = f64x2.add(
      f64x2.splat(-1.66666666666666324348e-1),
      f64x2.mul(z, f64x2.splat(8.33333333332248946124e-3)),
    );
    const p = f64x2.add(p01, f64x2.mul(zz, f64x2.add(p23, f64x2.mul(zz, p45))));
    const sin = f64x2.add(r, f64x2.mul(f64x2.mul(r, z), p));

    const q45 = f64x2.add(
      f64x2.splat(2.0875723212981748279e-9),
      f64x2.mul(z, f64x2.splat(-1.13596475577881948265e-11)),
    );
    const q23 = f64x2.add(
      f64x2.splat(2.48015872894767294178e-5),
      f64x2.mul(z, f64x2.splat(-2.75573143513906633035e-7)),
    );
    const q01 = f64x2.add(
      f64x2.splat(4.16666666666666019037e-2),
      f64x2.mul(z, f64x2.splat(-1.38888888888741095749e-3)),
    );
    const q = f64x2.add(q01, f64x2.mul(zz, f64x2.add(q23, f64x2.mul(zz, q45))));
    // 1 - z/2 is rounded first and its rounding error given back, as fdlibm does.
    const half = f64x2.mul(z, f64x2.splat(0.5));
    const w = f64x2.sub(one, half);
    const lost = f64x2.sub(f64x2.sub(one, w), half);
    const cos = f64x2.add(w, f64x2.add(lost, f64x2.mul(zz, q)));

    // The quadrant k mod 4 swaps the two for odd k and sets the signs.
    const odd = i64x2.eq(v128.and(quadrant, i64x2.splat(1)), i64x2.splat(1));
    const sineSign = i64x2.shl(v128.and(quadrant, i64x2.splat(2)), 62);
    const cosineSign = i64x2.shl(v128.and(i64x2.add(quadrant, i64x2.splat(1)), i64x2.splat(2)), 62);
    v128.store(sine + i, v128.xor(v128.bitselect(cos, sin, odd), sineSign));
    v128.store(cosine + i, v128.xor(v128.bitselect(sin, cos, odd), cosineSign));
    i += 16;
  } while (i < bytes);
}

/** log(1 + e^x) without overflow. */
export function softplus(x: f64): f64 {
  return max(x, 0) + NativeMath.log1p(NativeMath.exp(-abs(x)));
}

/** 1 / (1 + e^-x), the derivative of {@link softplus}. */
export function sigmoid(x: f64): f64 {
  return 1 / (1 + NativeMath.exp(-x));
}
