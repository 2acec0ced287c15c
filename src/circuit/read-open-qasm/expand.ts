// From calls to operations of a circuit.
import { isEbitError } from '../../errors.js';
import type { Angle } from '../angle.js';
import { checkedAngle } from '../angle.js';
import type { Control, Operation } from '../circuit.js';
import { type GateName, gates } from '../gates.js';
import type { Modifier } from './calls.js';
import type { AnyGate } from './definitions.js';
import { evaluate, type Scope, type Version } from './expressions.js';
import { fault, type Place } from './fault.js';
import type { Leaf } from './library.js';
import { anglesOf, negative, type Value } from './value.js';

/** The most operations of a circuit that is read, and the most steps on the way there. */
export const maxSteps = 1_000_000;

/** How a gate is done. */
interface Manner {
  readonly controls: readonly Control[];
  readonly isInverse: boolean;
}

/** Takes gates apart, and keeps the operations. */
export class Expansion {
  readonly operations: Operation[] = [];
  readonly #scope: Scope;
  readonly #version: Version;
  #steps = 0;

  constructor(scope: Scope, version: Version) {
    this.#scope = scope;
    this.#version = version;
  }

  /** Throws where so many steps more are more than a circuit may take. */
  spend(steps: number, at: Place): void {
    this.#steps += steps;
    if (this.#steps <= maxSteps) return;
    const many = Number.isFinite(this.#steps) ? `${this.#steps}` : 'more than 10^308';
    throw fault(at, `The program comes to ${many} steps with this gate; the limit is ${maxSteps}. Use fewer gates.`);
  }

  /**
   * Does a gate on qubits of the circuit.
   *
   * @param modifiers - whose controls are the first of the qubits
   * @param conditions - outcomes that have to be there
   * @param at - where the program calls it
   */
  apply(
    gate: AnyGate,
    modifiers: readonly Modifier[],
    angles: readonly Value[],
    qubits: readonly number[],
    conditions: readonly Control[],
    at: Place,
  ): void {
    this.#modified(gate, modifiers, angles, qubits, { controls: [], isInverse: false }, conditions, at);
  }

  /** Measures a qubit of the circuit. */
  measure(qubit: number, at: Place): void {
    this.spend(1, at);
    this.operations.push({ kind: 'measure', qubit });
  }

  #modified(
    gate: AnyGate,
    modifiers: readonly Modifier[],
    angles: readonly Value[],
    qubits: readonly number[],
    outer: Manner,
    conditions: readonly Control[],
    at: Place,
  ): void {
    const controls = [...outer.controls];
    let { isInverse } = outer;
    let times = 1;
    let taken = 0;
    for (const modifier of modifiers) {
      if (modifier.kind === 'controls') {
        for (let k = 0; k < modifier.count; k++) controls.push({ qubit: qubits[taken++], value: modifier.value });
      } else if (modifier.kind === 'inverse') isInverse = !isInverse;
      else {
        times *= Math.abs(modifier.times);
        if (modifier.times < 0) isInverse = !isInverse;
      }
    }
    const rest = qubits.slice(taken);
    for (let k = 0; k < times; k++) this.#once(gate, angles, rest, { controls, isInverse }, conditions, at);
  }

  #once(
    gate: AnyGate,
    angles: readonly Value[],
    qubits: readonly number[],
    manner: Manner,
    conditions: readonly Control[],
    at: Place,
  ): void {
    if (gate.kind === 'library') {
      if (gate.isPhaseOpen && manner.controls.length > 0) {
        throw fault(
          at,
          'A gate of qelib1.inc stands under a control, where its phase counts, which that header leaves open; ' +
            'include "stdgates.inc" instead.',
        );
      }
      const leaves = gate.leaves(angles);
      for (const leaf of manner.isInverse ? leaves.toReversed() : leaves) {
        this.#leaf(leaf, qubits, manner, conditions, at);
      }
      return;
    }
    const given = new Map(gate.parameters.map((name, k) => [name, angles[k]]));
    const scope: Scope = (name) => given.get(name) ?? this.#scope(name);
    for (const call of manner.isInverse ? gate.body.toReversed() : gate.body) {
      const values = call.angles.map((angle) => evaluate(angle, scope, this.#version));
      const placed = call.operands.map((place) => qubits[place]);
      this.#modified(call.gate, call.modifiers, values, placed, manner, conditions, at);
    }
  }

  #leaf(leaf: Leaf, qubits: readonly number[], manner: Manner, conditions: readonly Control[], at: Place): void {
    const own = leaf.controls.map((place): Control => ({ qubit: qubits[place], value: 1 }));
    const controls = [...manner.controls, ...own];
    const turned = leaf.angle !== null && manner.isInverse ? negative(leaf.angle) : leaf.angle;
    const angles = turned === null ? [null] : checkedAngles(turned, at);
    if (leaf.gate === 'gphase') {
      this.#phase(angles, controls, conditions, at);
      return;
    }
    const gate = manner.isInverse ? gates[leaf.gate].inverse : leaf.gate;
    const targets = leaf.targets.map((place) => qubits[place]);
    for (const angle of angles) this.#push(gate, targets, controls, conditions, angle, at);
  }

  /**
   * A phase under controls is a phase gate on one of them, between two x where that one wants 0. Without a control it is a
   * phase of the whole state, or of what some outcomes leave of it: no measurement tells, and no gate is needed.
   */
  #phase(
    angles: readonly (Angle | null)[],
    controls: readonly Control[],
    conditions: readonly Control[],
    at: Place,
  ): void {
    if (controls.length === 0) return;
    const positive = controls.findLastIndex(({ value }) => value === 1);
    const place = positive < 0 ? controls.length - 1 : positive;
    const { qubit, value } = controls[place];
    const others = controls.filter((_, k) => k !== place);
    if (value === 0) this.#push('x', [qubit], [], [], null, at);
    for (const angle of angles) this.#push('phase', [qubit], others, conditions, angle, at);
    if (value === 0) this.#push('x', [qubit], [], [], null, at);
  }

  #push(
    gate: GateName,
    targets: readonly number[],
    controls: readonly Control[],
    conditions: readonly Control[],
    angle: Angle | null,
    at: Place,
  ): void {
    if (this.operations.length === maxSteps) {
      throw fault(at, `The program comes to more than ${maxSteps} gates; use fewer.`);
    }
    this.operations.push({ kind: 'gate', gate, targets, controls, conditions, angle });
  }
}

/** The angles of a value, refused with the place where they are beyond what an angle holds. */
function checkedAngles(value: Value, at: Place): readonly Angle[] {
  try {
    return anglesOf(value).map(checkedAngle);
  } catch (error) {
    if (!isEbitError(error)) throw error;
    throw fault(at, error.message, error.code, error);
  }
}
