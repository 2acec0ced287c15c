// Transcendental functions that give the same bits on every runtime: those of the core, not of the engine's Math.
import { Arena } from './arena.js';
import { acquireCore } from './load.js';

interface Calculator {
  readonly core: ReturnType<typeof acquireCore>;
  readonly at: number;
  readonly view: Float64Array;
}

let calculator: Calculator | null = null;

function calculate(): Calculator {
  if (calculator === null) {
    const core = acquireCore();
    const arena = new Arena(core);
    const at = arena.reserve(48);
    calculator = { core, at, view: arena.f64(at, 6) };
  }
  return calculator;
}

/** sin(x), x in radians; within 1.5 units in the last place, the same bits everywhere. */
export function sin(x: number): number {
  const { core, at, view } = calculate();
  view[0] = x;
  view[1] = 0;
  core.sinCos(at, at + 16, at + 32, 2);
  return view[2];
}

/** cos(x), x in radians; within 1.5 units in the last place, the same bits everywhere. */
export function cos(x: number): number {
  const { core, at, view } = calculate();
  view[0] = x;
  view[1] = 0;
  core.sinCos(at, at + 16, at + 32, 2);
  return view[4];
}

/** e^x, the same bits everywhere. */
export function exp(x: number): number {
  return calculate().core.exponential(x);
}

/** The natural logarithm of x, the same bits everywhere. */
export function log(x: number): number {
  return calculate().core.logarithm(x);
}

/** log(1 + e^x) without overflow, the same bits everywhere. */
export function softplus(x: number): number {
  return calculate().core.softplus(x);
}

/** 1 / (1 + e^-x), the same bits everywhere. */
export function sigmoid(x: number): number {
  return calculate().core.sigmoid(x);
}
