// Every circuit over the gate table as an alternation of Hadamards on sets of qubits and diagonals: the one form that
// the numeric core runs, forwards and backwards.
import { EbitError } from '../errors.js';
import { shownValue } from '../shown-value.js';
import { type Angle, constant } from './angle.js';
import { type Circuit, type Control, checkCircuit, type GateOperation, refuseNoise } from './circuit.js';
import { gates, type RecipeStep } from './gates.js';

/**
 * Multiplies amplitude k by exp(-i * angle * g / 2).
 *
 * g is `even` or `odd` by the parity of k's bits on the qubits of `parity`, and 0 unless all controls hold.
 * RZ is even 1, odd -1; phase is even 0, odd -2. A parameter angle has no scale and no offset here: {@link normalForm}
 * multiplies even and odd by the scale, and gives the offset a term of its own with a constant angle.
 */
export interface PhaseTerm {
  readonly angle: Angle;
  readonly parity: readonly number[];
  readonly controls: readonly Control[];
  readonly even: number;
  readonly odd: number;
}

/**
 * Multiplies amplitude k by exp(2 pi i * n / 16), n in 0..15 chosen as g is in {@link PhaseTerm}.
 *
 * Z is even 0, odd 8; S 0, 4; T 0, 2. The unit is 1/16 so that RZ(pi/4), the frame of a controlled H, is exact.
 */
export interface FixedTerm {
  readonly parity: readonly number[];
  readonly controls: readonly Control[];
  readonly even: number;
  readonly odd: number;
}

/** One layer: H on each of the qubits, or the product of the terms, which commute. */
export type Layer =
  | { readonly kind: 'hadamard'; readonly qubits: readonly number[] }
  | { readonly kind: 'diagonal'; readonly terms: readonly PhaseTerm[]; readonly fixed: readonly FixedTerm[] };

/** A circuit as layers in the order of time, alternately Hadamards and diagonals, none of them empty. */
export interface NormalForm {
  readonly qubits: number;
  readonly layers: readonly Layer[];
  readonly parameters: number;
  readonly features: number;
}

/**
 * Rewrites a circuit as Hadamards and diagonals, exactly, global phase included.
 *
 * RX = H RZ H, RY = S RX S^+, controlled X = H CZ H, and so on by the gate table's recipes. Two Hadamards that meet
 * cancel, and diagonals that meet become one layer. A condition on an outcome becomes a control on the measured qubit,
 * which nothing touches afterwards (deferred measurement), so the measurements themselves vanish.
 *
 * @param circuit - of any gates of the table
 * @throws EbitError as `createCircuit` if the circuit is not well formed
 * @example
 * normalForm(circuit(1).rx(parameter(0), 0)).layers.map((layer) => layer.kind); // ['hadamard', 'diagonal', 'hadamard']
 */
export function normalForm(circuit: Circuit): NormalForm {
  checkCircuit(circuit);
  return ownNormalForm(circuit);
}

/** Returns the normal form of a circuit that is known to be right, as a model's is: see {@link normalForm}. */
export function ownNormalForm(circuit: Circuit): NormalForm {
  refuseNoise('A normal form', circuit, 'it holds unitary gates alone; take the channels out, or train a classifier');
  const schedule = new Schedule(circuit.qubits);
  for (const operation of circuit.operations) {
    if (operation.kind === 'gate') addGate(schedule, operation);
  }
  const { qubits, parameters, features } = circuit;
  return { qubits, layers: schedule.layers(), parameters, features };
}

/**
 * Returns the inverse: layers reversed, phases negated; a Hadamard is its own inverse.
 *
 * @param form - what {@link normalForm} returns
 * @throws EbitError 'circuit' for anything else
 * @example
 * const [layer] = invertNormalForm(normalForm(circuit(1).s(0))).layers;
 * layer; // { kind: 'diagonal', terms: [], fixed: [{ parity: [0], controls: [], even: 0, odd: 12 }] }
 */
export function invertNormalForm(form: NormalForm): NormalForm {
  if (!isNormalForm(form)) {
    throw new EbitError('circuit', `${shownValue(form)} is no normal form; give what normalForm() returns.`);
  }
  const layers = form.layers.map((layer): Layer => {
    if (layer.kind === 'hadamard') return layer;
    return {
      kind: 'diagonal',
      terms: layer.terms.map((term) => ({ ...term, even: 0 - term.even, odd: 0 - term.odd })),
      fixed: layer.fixed.map((term) => ({ ...term, even: sixteenths(-term.even), odd: sixteenths(-term.odd) })),
    };
  });
  return { ...form, layers: layers.reverse() };
}

/** Whether a value has the form that the inverse reads. */
function isNormalForm(value: unknown): boolean {
  const object = (part: unknown): part is Readonly<Record<string, unknown>> =>
    typeof part === 'object' && part !== null;
  const terms = (list: unknown): boolean =>
    Array.isArray(list) &&
    list.every((term) => object(term) && Number.isFinite(term.even) && Number.isFinite(term.odd));
  const isLayer = (layer: unknown): boolean =>
    object(layer) &&
    (layer.kind === 'hadamard'
      ? Array.isArray(layer.qubits)
      : layer.kind === 'diagonal' && terms(layer.terms) && terms(layer.fixed));
  return object(value) && Array.isArray(value.layers) && value.layers.every(isLayer);
}

/** What takes Hadamards and terms of diagonals in the order of time. */
export interface Lowering {
  hadamard(qubit: number): void;
  diagonal(entry: Entry): void;
}

/** Lowers a gate: frame, core with all controls, inverse frame. */
export function addGate(schedule: Lowering, operation: GateOperation): void {
  const { targets, angle } = operation;
  const { frame, core, bare } = gates[operation.gate].recipe;
  const guards = [...operation.controls, ...operation.conditions];
  if (bare !== null && guards.length === 0) {
    for (const step of bare) addStep(schedule, step, 1, targets, angle, guards);
    return;
  }
  for (const step of frame) addStep(schedule, step, 1, targets, angle, []);
  addStep(schedule, core, 1, targets, angle, guards);
  for (let k = frame.length - 1; k >= 0; k--) addStep(schedule, frame[k], -1, targets, angle, []);
}

function addStep(
  schedule: Lowering,
  step: RecipeStep,
  sign: 1 | -1,
  targets: readonly number[],
  angle: Angle | null,
  guards: readonly Control[],
): void {
  if (step.kind === 'hadamard') {
    schedule.hadamard(targets[step.target]);
    return;
  }
  // Loops: thousands of steps come by when a circuit is compiled for the first time, before anything runs hot.
  let parity = 0;
  let ones = 0;
  let zeros = 0;
  for (const k of step.parity) parity |= 1 << targets[k];
  for (const k of step.ones) ones |= 1 << targets[k];
  for (const { qubit, value } of guards) {
    if (value === 1) ones |= 1 << qubit;
    else zeros |= 1 << qubit;
  }
  const even = sign * step.even;
  const odd = sign * step.odd;
  if (step.kind !== 'turning') schedule.diagonal({ angle: null, parity, ones, zeros, even, odd });
  else if (isPlain(angle)) schedule.diagonal({ angle, parity, ones, zeros, even, odd });
  else {
    for (const { turn, times } of turnsOf(angle)) {
      schedule.diagonal({ angle: turn, parity, ones, zeros, even: times * even, odd: times * odd });
    }
  }
}

/** Whether an angle is one that a term may have as it is. */
function isPlain(angle: Angle | null): boolean {
  return angle?.kind !== 'parameter' || (angle.scale === undefined && angle.offset === undefined);
}

/** An angle as a sum of plain ones, each with the number in front of it: offset + scale theta is two of them. */
function turnsOf(angle: Angle | null): readonly { readonly turn: Angle | null; readonly times: number }[] {
  if (angle?.kind !== 'parameter') return [{ turn: angle, times: 1 }];
  const { index, scale = 1, offset = 0 } = angle;
  return [
    ...(scale === 0 ? [] : [{ turn: { kind: 'parameter', index } as const, times: scale }]),
    ...(offset === 0 ? [] : [{ turn: constant(offset), times: 1 }]),
  ];
}

/** A term under construction, its sets of qubits as bits: qubit q is 1 << q. Angle null marks a fixed term. */
export interface Entry {
  readonly angle: Angle | null;
  readonly parity: number;
  /** The controls of value 1. */
  readonly ones: number;
  /** The controls of value 0. */
  readonly zeros: number;
  readonly even: number;
  readonly odd: number;
}

/**
 * Places each Hadamard and each term in the earliest slot that leaves the product unchanged.
 *
 * Slots 0, 2, 4, ... hold Hadamards and 1, 3, 5, ... diagonals. A term goes behind the last Hadamard of each of its qubits.
 * H on q goes right behind the last diagonal on q, or meets q's last H and cancels it. So each H stands right behind a
 * diagonal on its qubit and each diagonal right behind an H on one of its qubits (the first two slots aside); neither can
 * vanish while the other stands, hence no slot between two filled ones is ever empty.
 */
export class Schedule implements Lowering {
  /** For each qubit the slots of its Hadamards, ascending. */
  readonly #hadamards: number[][];
  /** For each slot the terms by key and the set of the qubits they touch; even slots stay empty. */
  readonly #diagonals: { readonly terms: Map<string, Entry>; touched: number }[] = [];

  constructor(qubits: number) {
    this.#hadamards = Array.from({ length: qubits }, () => []);
  }

  hadamard(qubit: number): void {
    const stack = this.#hadamards[qubit];
    const top = stack.at(-1) ?? -1;
    let last = this.#diagonals.length - 1;
    while (last > top && ((this.#diagonals[last].touched >> qubit) & 1) === 0) last--;
    if (last > top) stack.push(last + 1);
    else if (stack.length > 0) stack.pop();
    else stack.push(0);
  }

  diagonal(step: Entry): void {
    const entry = canonical(step);
    const touched = entry.parity | entry.ones | entry.zeros;
    let top = 0;
    for (let bits = touched; bits !== 0; bits &= bits - 1) {
      const stack = this.#hadamards[31 - Math.clz32(bits & -bits)];
      if (stack.length > 0 && stack[stack.length - 1] > top) top = stack[stack.length - 1];
    }
    while (this.#diagonals.length <= top + 1) this.#diagonals.push({ terms: new Map(), touched: 0 });
    const diagonal = this.#diagonals[top + 1];
    const key = keyOf(entry);
    const there = diagonal.terms.get(key);
    diagonal.touched |= touched;
    if (there === undefined) {
      diagonal.terms.set(key, entry);
      return;
    }
    const even = plus(entry.angle, entry.even, there.even);
    const odd = plus(entry.angle, entry.odd, there.odd);
    if (even !== 0 || odd !== 0) {
      diagonal.terms.set(key, { ...entry, even, odd });
      return;
    }
    diagonal.terms.delete(key);
    diagonal.touched = 0;
    for (const { parity, ones, zeros } of diagonal.terms.values()) diagonal.touched |= parity | ones | zeros;
  }

  layers(): readonly Layer[] {
    const hadamards = new Map<number, number[]>();
    this.#hadamards.forEach((stack, qubit) => {
      for (const slot of stack) {
        const qubits = hadamards.get(slot);
        if (qubits === undefined) hadamards.set(slot, [qubit]);
        else qubits.push(qubit);
      }
    });
    const layers: Layer[] = [];
    for (let slot = 0; slot <= this.#diagonals.length; slot++) {
      const qubits = hadamards.get(slot);
      if (qubits !== undefined) layers.push({ kind: 'hadamard', qubits });
      const terms = this.#diagonals[slot]?.terms;
      if (terms !== undefined && terms.size > 0) layers.push(diagonalLayer(terms.values()));
    }
    return layers;
  }
}

function diagonalLayer(entries: Iterable<Entry>): Layer {
  const terms: PhaseTerm[] = [];
  const fixed: FixedTerm[] = [];
  for (const { angle, parity, ones, zeros, even, odd } of entries) {
    const controls = qubitsOf(ones | zeros).map((qubit): Control => ({ qubit, value: (ones >> qubit) & 1 ? 1 : 0 }));
    const term = { parity: qubitsOf(parity), controls, even, odd };
    if (angle === null) fixed.push(term);
    else terms.push({ angle, ...term });
  }
  return { kind: 'diagonal', terms, fixed };
}

/** The numbers of the qubits in a set, ascending. */
export function qubitsOf(bits: number): number[] {
  const qubits: number[] = [];
  for (let qubit = 0; bits >> qubit; qubit++) if ((bits >> qubit) & 1) qubits.push(qubit);
  return qubits;
}

/**
 * One way to write each term, so that equal ones meet. A term that acts where one parity bit is 1 treats that bit and the
 * controls of value 1 alike; the last of these qubits becomes the parity.
 */
function canonical(entry: Entry): Entry {
  const { angle, parity, ones, zeros } = entry;
  const even = plus(angle, entry.even, 0);
  const odd = plus(angle, entry.odd, 0);
  const single = (parity & (parity - 1)) === 0;
  if (even !== 0 || !single) return { angle, parity, ones, zeros, even, odd };
  const last = 1 << (31 - Math.clz32(parity | ones));
  return { angle, parity: last, ones: (parity | ones) & ~last, zeros, even, odd };
}

function keyOf({ angle, parity, ones, zeros }: Entry): string {
  return `${parity} ${ones} ${zeros} ${angle === null ? '' : angleKey(angle)}`;
}

function angleKey(angle: Angle): string {
  return angle.kind === 'parameter' ? `p${angle.index}` : JSON.stringify(angle);
}

/** Phases add; those of fixed terms modulo a whole turn. */
function plus(angle: Angle | null, a: number, b: number): number {
  return angle === null ? sixteenths(a + b) : a + b;
}

function sixteenths(n: number): number {
  return ((n % 16) + 16) % 16;
}
