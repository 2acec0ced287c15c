// The functions of constant expressions. Sines and the like have the core's bits, the same on every machine.
import { cos, exp, log, sin } from '../../core/math.js';

/** What a function takes and gives; NaN for what it is not defined for. */
interface NumberFunction {
  readonly takes: 1 | 2;
  readonly of: (x: number, y: number) => number;
}

/** The arc tangent: a series where x was made small by tan(a/2) = tan a / (1 + sqrt(1 + tan^2 a)), and a step of Newton. */
function arctan(x: number): number {
  if (Math.abs(x) > 1) return (x > 0 ? Math.PI / 2 : -Math.PI / 2) - arctan(1 / x);
  let small = x;
  for (let k = 0; k < 3; k++) small /= 1 + Math.sqrt(1 + small * small);
  let sum = 0;
  for (let n = 19; n > 0; n -= 2) sum = 1 / n - small * small * sum;
  const near = 8 * small * sum;
  const [s, c] = [sin(near), cos(near)];
  return near - (s - x * c) / (c + x * s);
}

function arcsin(x: number): number {
  if (!(Math.abs(x) <= 1)) return Number.NaN;
  return Math.abs(x) === 1 ? (x * Math.PI) / 2 : arctan(x / Math.sqrt((1 - x) * (1 + x)));
}

/** x^y: of an integer y by multiplication, else as exp(y log x). */
export function power(x: number, y: number): number {
  if (y === 0.5) return Math.sqrt(x);
  if (!Number.isInteger(y) || Math.abs(y) > 1024) {
    if (x === 0) return y > 0 ? 0 : Number.NaN;
    return x > 0 ? exp(y * log(x)) : Number.NaN;
  }
  let product = 1;
  let square = x;
  for (let n = Math.abs(y); n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) product *= square;
    square *= square;
  }
  return y < 0 ? 1 / product : product;
}

/** The functions by their names in OpenQASM 3, and ln of OpenQASM 2. */
export const functions: Readonly<Record<string, NumberFunction>> = {
  sin: { takes: 1, of: sin },
  cos: { takes: 1, of: cos },
  tan: { takes: 1, of: (x) => sin(x) / cos(x) },
  arcsin: { takes: 1, of: arcsin },
  arccos: { takes: 1, of: (x) => (Math.abs(x) <= 1 ? 2 * arctan(Math.sqrt((1 - x) / (1 + x))) : Number.NaN) },
  arctan: { takes: 1, of: arctan },
  exp: { takes: 1, of: exp },
  ln: { takes: 1, of: (x) => (x > 0 ? log(x) : Number.NaN) },
  log: { takes: 1, of: (x) => (x > 0 ? log(x) : Number.NaN) },
  sqrt: { takes: 1, of: Math.sqrt },
  floor: { takes: 1, of: Math.floor },
  ceiling: { takes: 1, of: Math.ceil },
  float: { takes: 1, of: (x) => x },
  pow: { takes: 2, of: power },
};
