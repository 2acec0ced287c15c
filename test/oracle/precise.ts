// Elementary functions to 300 bits in integers, to measure floating-point ones by: obvious series, exact reductions.
//
// A fixed-point number is a BigInt times 2^-BITS.

const BITS = 300n;
const ONE = 1n << BITS;
/** Enough of pi to reduce the largest double and still know the rest to BITS. */
const PI_BITS = 1500n;

const floor = (a: bigint, b: bigint): bigint => (a >= 0n ? a / b : -((-a + b - 1n) / b));
const absolute = (a: bigint): bigint => (a < 0n ? -a : a);

/** arctan(1/n), or with sign 1 artanh(1/n), times 2^bits. */
function inverseSeries(n: bigint, bits: bigint, sign: 1n | -1n): bigint {
  let power = (1n << bits) / n;
  let sum = 0n;
  for (let k = 0n; power !== 0n; k++) {
    const term = power / (2n * k + 1n);
    sum += sign === 1n || k % 2n === 0n ? term : -term;
    power /= n * n;
  }
  return sum;
}

/** Machin: pi = 16 arctan(1/5) - 4 arctan(1/239). */
const PI = 16n * inverseSeries(5n, PI_BITS, -1n) - 4n * inverseSeries(239n, PI_BITS, -1n);
/** ln 2 = 2 artanh(1/3). */
const LN2 = 2n * inverseSeries(3n, BITS, 1n);

/** A finite double as mantissa times 2^exponent, exactly. */
function parts(x: number): { mantissa: bigint; exponent: bigint } {
  let mantissa = x;
  let exponent = 0n;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent -= 1n;
  }
  return { mantissa: BigInt(mantissa), exponent };
}

/** x times 2^bits, rounded down where it has to be. */
function fixed(x: number, bits: bigint): bigint {
  const { mantissa, exponent } = parts(x);
  const shift = bits + exponent;
  return shift >= 0n ? mantissa << shift : mantissa >> -shift;
}

/** Sum of x^n / n! over every `stride`-th n from `first` on, with alternating signs if asked. */
function exponentialSeries(x: bigint, first: bigint, stride: bigint, alternating: boolean): bigint {
  let term = ONE;
  let sum = 0n;
  for (let n = 0n; term !== 0n; n++) {
    if (n % stride === first) sum += alternating && (n / stride) % 2n === 1n ? -term : term;
    term = (term * x) / (ONE * (n + 1n));
  }
  return sum;
}

/** sin or cos of x, fixed-point. */
function circular(x: number, isCosine: boolean): bigint {
  const wide = fixed(x, PI_BITS);
  // x = k pi/2 + r with |r| <= pi/4.
  const k = floor(2n * wide + PI / 2n, PI);
  const rest = (wide - (k * PI) / 2n) >> (PI_BITS - BITS);
  const quadrant = (((k + (isCosine ? 1n : 0n)) % 4n) + 4n) % 4n;
  const value = exponentialSeries(rest, quadrant % 2n === 0n ? 1n : 0n, 2n, true);
  return quadrant < 2n ? value : -value;
}

/** The distance from a double to its neighbour away from zero. */
function lastPlace(y: number): number {
  const bits = new BigInt64Array(1);
  const view = new Float64Array(bits.buffer);
  view[0] = Math.abs(y);
  bits[0] += 1n;
  return view[0] - Math.abs(y);
}

/** |found - truth| in units of the last place of found. */
function unitsOff(found: number, truth: bigint): number {
  if (!Number.isFinite(found)) return Number.POSITIVE_INFINITY;
  return Number((absolute(fixed(found, BITS) - truth) * 1000n) / fixed(lastPlace(found), BITS)) / 1000;
}

/** How far `found` is from sin x, in units in the last place. */
export const sineError = (x: number, found: number): number => unitsOff(found, circular(x, false));

/** How far `found` is from cos x, in units in the last place. */
export const cosineError = (x: number, found: number): number => unitsOff(found, circular(x, true));

/** How far `found` is from e^x, in units in the last place; for results that are no subnormal numbers. */
export function exponentialError(x: number, found: number): number {
  const wide = fixed(x, BITS);
  const k = floor(wide, LN2);
  const truth = exponentialSeries(wide - k * LN2, 0n, 1n, false);
  return unitsOff(scaledBy(found, -k), truth);
}

/** y times 2^k, exact as long as it and y are no subnormal numbers. */
function scaledBy(y: number, k: bigint): number {
  let value = y;
  for (let n = absolute(k); n > 0n; n--) value *= k > 0n ? 2 : 0.5;
  return value;
}

/** How far `found` is from ln x, in units in the last place. */
export function logarithmError(x: number, found: number): number {
  let exponent = 0n;
  let mantissa = x;
  for (; mantissa >= 2; exponent++) mantissa /= 2;
  for (; mantissa < 1; exponent--) mantissa *= 2;
  // ln m = 2 artanh((m - 1) / (m + 1))
  const m = fixed(mantissa, BITS);
  const ratio = ((m - ONE) * ONE) / (m + ONE);
  let power = ratio;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = (power * ratio * ratio) / (ONE * ONE);
  }
  return unitsOff(found, exponent * LN2 + 2n * sum);
}
