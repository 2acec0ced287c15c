// The fluent way to write a circuit. Each call returns a new builder, and a builder is a circuit.
import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type Angle, constant, featuresOf, maxFeatures, maxParameters, parametersOf, shiftedAngle } from './angle.js';
import {
  type Circuit,
  type Control,
  checkCircuit,
  checkControls,
  checkKeys,
  checkOperation,
  checkQubit,
  createCircuit,
  type DeclaredCounts,
  maxQubits,
  type Operation,
} from './circuit.js';
import type { GateName } from './gates.js';

/** Where the qubits, parameters and features of an appended circuit go. */
export interface Placement {
  /** Qubit q becomes q + qubitOffset. */
  readonly qubitOffset?: number;
  /** Qubit q becomes qubitMap[q]; not together with qubitOffset. */
  readonly qubitMap?: readonly number[];
  readonly parameterOffset?: number;
  readonly featureOffset?: number;
}

/** What a gate may have besides its name and targets. */
export interface GateOptions {
  readonly angle?: Angle | number;
  readonly controls?: readonly Control[];
  readonly conditions?: readonly Control[];
}

const gateOptionNames: OptionNames<GateOptions> = { angle: true, controls: true, conditions: true };
const placementNames: OptionNames<Placement> = {
  qubitOffset: true,
  qubitMap: true,
  parameterOffset: true,
  featureOffset: true,
};
const declaredNames: OptionNames<DeclaredCounts> = { parameters: true, features: true };

/** What goes inside `controlled` and `when`: a circuit, or a function that adds to an empty one. */
export type Body = Circuit | ((empty: CircuitBuilder) => Circuit);

/**
 * An immutable circuit with a method for every gate, made by {@link circuit}; each method returns a longer one.
 *
 * Angles are in radians; a plain number is a constant. Every method that adds something throws EbitError as
 * {@link createCircuit}: 'range' for a qubit that is not there, 'measured' for one that is measured already, 'circuit' for
 * one named twice, 'not-finite' for an angle that is no number, 'config' for an option that is not known.
 */
export class CircuitBuilder implements Circuit {
  readonly qubits: number;
  readonly operations: readonly Operation[];
  readonly parameters: number;
  readonly features: number;
  readonly #measured: ReadonlySet<number>;

  /** Use {@link circuit}. */
  constructor(content: Circuit, measured: ReadonlySet<number>) {
    this.qubits = content.qubits;
    this.operations = content.operations;
    this.parameters = content.parameters;
    this.features = content.features;
    this.#measured = measured;
  }

  /**
   * Adds any gate of the table, controls and conditions included.
   *
   * @example
   * circuit(3).gate('swap', [1, 2], { controls: [{ qubit: 0, value: 1 }] });
   */
  gate(name: GateName, targets: readonly number[], options: GateOptions = {}): CircuitBuilder {
    checkOptions('gate()', options, gateOptionNames);
    const { angle = null, controls = [], conditions = [] } = options;
    if (!Array.isArray(targets)) {
      throw new EbitError('circuit', `The targets of gate() are ${shownValue(targets)}; give a list, such as [0].`);
    }
    checkControls('The controls of gate()', controls);
    checkControls('The conditions of gate()', conditions);
    const operation: Operation = {
      kind: 'gate',
      gate: name,
      targets: [...targets],
      controls: controls.map(({ qubit, value }) => ({ qubit, value })),
      conditions: conditions.map(({ qubit, value }) => ({ qubit, value })),
      angle: typeof angle === 'number' ? constant(angle) : angle,
    };
    return this.#with([operation]);
  }

  /** Hadamard: (X + Z) / sqrt 2. */
  h(target: number): CircuitBuilder {
    return this.gate('h', [target]);
  }

  /** Pauli X: flips the bit. */
  x(target: number): CircuitBuilder {
    return this.gate('x', [target]);
  }

  /** Pauli Y: flips the bit and the phase, i X Z. */
  y(target: number): CircuitBuilder {
    return this.gate('y', [target]);
  }

  /** Pauli Z: diag(1, -1). */
  z(target: number): CircuitBuilder {
    return this.gate('z', [target]);
  }

  /** diag(1, i). */
  s(target: number): CircuitBuilder {
    return this.gate('s', [target]);
  }

  /** diag(1, -i), the inverse of s. */
  sdg(target: number): CircuitBuilder {
    return this.gate('sdg', [target]);
  }

  /** diag(1, exp(i pi/4)). */
  t(target: number): CircuitBuilder {
    return this.gate('t', [target]);
  }

  /** diag(1, exp(-i pi/4)), the inverse of t. */
  tdg(target: number): CircuitBuilder {
    return this.gate('tdg', [target]);
  }

  /** The square root of X: ((1 + i) + (1 - i) X) / 2. */
  sx(target: number): CircuitBuilder {
    return this.gate('sx', [target]);
  }

  /** The inverse of sx. */
  sxdg(target: number): CircuitBuilder {
    return this.gate('sxdg', [target]);
  }

  /** exp(-i angle X / 2). */
  rx(angle: Angle | number, target: number): CircuitBuilder {
    return this.gate('rx', [target], { angle });
  }

  /** exp(-i angle Y / 2). */
  ry(angle: Angle | number, target: number): CircuitBuilder {
    return this.gate('ry', [target], { angle });
  }

  /** exp(-i angle Z / 2). */
  rz(angle: Angle | number, target: number): CircuitBuilder {
    return this.gate('rz', [target], { angle });
  }

  /** diag(1, exp(i angle)). */
  phase(angle: Angle | number, target: number): CircuitBuilder {
    return this.gate('phase', [target], { angle });
  }

  /** Exchanges two qubits. */
  swap(a: number, b: number): CircuitBuilder {
    return this.gate('swap', [a, b]);
  }

  /** exp(-i angle X X / 2) on a and b. */
  rxx(angle: Angle | number, a: number, b: number): CircuitBuilder {
    return this.gate('rxx', [a, b], { angle });
  }

  /** exp(-i angle Y Y / 2) on a and b. */
  ryy(angle: Angle | number, a: number, b: number): CircuitBuilder {
    return this.gate('ryy', [a, b], { angle });
  }

  /** exp(-i angle Z Z / 2) on a and b. */
  rzz(angle: Angle | number, a: number, b: number): CircuitBuilder {
    return this.gate('rzz', [a, b], { angle });
  }

  /** X on the target where the control is 1. */
  cx(control: number, target: number): CircuitBuilder {
    return this.gate('x', [target], { controls: ones(control) });
  }

  /** Z on the target where the control is 1; it is the same with the two exchanged. */
  cz(control: number, target: number): CircuitBuilder {
    return this.gate('z', [target], { controls: ones(control) });
  }

  /** X on the target where both controls are 1 (Toffoli). */
  ccx(first: number, second: number, target: number): CircuitBuilder {
    return this.gate('x', [target], { controls: ones(first, second) });
  }

  /** Exchanges a and b where the control is 1 (Fredkin). */
  cswap(control: number, a: number, b: number): CircuitBuilder {
    return this.gate('swap', [a, b], { controls: ones(control) });
  }

  /**
   * Any gate on one qubit, up to a phase: the three gates
   *
   *     phase(phi) ry(theta) phase(lambda) = [[cos(theta/2), -exp(i lambda) sin(theta/2)],
   *                                           [exp(i phi) sin(theta/2), exp(i (phi + lambda)) cos(theta/2)]]
   *
   * which are done from right to left. So it is with u of qelib1.inc; U of OpenQASM 3 is exp(i theta/2) times this.
   *
   * @example
   * circuit(1).u(parameter(0), parameter(1), parameter(2), 0).operations.length; // 3
   */
  u(theta: Angle | number, phi: Angle | number, lambda: Angle | number, target: number): CircuitBuilder {
    return this.phase(lambda, target).ry(theta, target).phase(phi, target);
  }

  /**
   * exp(i gamma) times {@link CircuitBuilder.u} on the target where the control is 1: cu of OpenQASM, as four gates.
   *
   * @example
   * circuit(2).h(0).cu(Math.PI / 2, 0, 0, 0, 0, 1);
   */
  cu(
    theta: Angle | number,
    phi: Angle | number,
    lambda: Angle | number,
    gamma: Angle | number,
    control: number,
    target: number,
  ): CircuitBuilder {
    return this.phase(gamma, control).controlled(ones(control), (b) => b.u(theta, phi, lambda, target));
  }

  /** Measures Z. The qubit takes no gate from then on; {@link when} uses the outcome. */
  measure(qubit: number): CircuitBuilder {
    return this.#with([{ kind: 'measure', qubit }]);
  }

  /**
   * Adds the body's gates, each with the given controls besides its own.
   *
   * @throws EbitError 'circuit' if the body measures
   * @example
   * circuit(2).controlled([{ qubit: 0, value: 0 }], (b) => b.ry(parameter(0), 1));
   */
  controlled(controls: readonly Control[], body: Body): CircuitBuilder {
    return this.#guarded('controlled()', controls, [], body);
  }

  /**
   * Adds the body's gates, each of them done only if the measurement of `qubit` gave `outcome`.
   *
   * @throws EbitError 'circuit' if the qubit is not measured yet, or the body measures
   * @example
   * circuit(2).h(0).measure(0).when(0, 1, (b) => b.rz(parameter(0), 1));
   */
  when(qubit: number, outcome: 0 | 1, body: Body): CircuitBuilder {
    const condition = { qubit, value: outcome };
    return this.#guarded('when()', [], [condition], body);
  }

  /**
   * Adds another circuit's operations, its qubits, parameters and features placed as told.
   *
   * @throws EbitError 'circuit' if qubitMap and qubitOffset are both given; 'shape' if qubitMap has not one entry a qubit
   * @example
   * const block = circuit(2).ry(parameter(0), 0).cx(0, 1);
   * circuit(4).append(block, { qubitMap: [3, 0], parameterOffset: 2 }).parameters; // 3
   */
  append(other: Circuit, placement: Placement = {}): CircuitBuilder {
    checkOptions('append()', placement, placementNames);
    checkCircuit(other);
    const { qubitOffset, qubitMap, parameterOffset = 0, featureOffset = 0 } = placement;
    if (qubitMap !== undefined && qubitOffset !== undefined) {
      throw new EbitError('circuit', 'append() is given both a qubitMap and a qubitOffset; give one of them.');
    }
    if (qubitMap !== undefined && !Array.isArray(qubitMap)) {
      throw new EbitError(
        'shape',
        `The qubitMap of append() is ${shownValue(qubitMap)}; give a list with one entry a qubit.`,
      );
    }
    if (qubitMap !== undefined && qubitMap.length !== other.qubits) {
      throw new EbitError(
        'shape',
        `The qubitMap of append() has ${qubitMap.length} entries, but the circuit has ${other.qubits} qubits; give one a qubit.`,
      );
    }
    const moved = (what: string, count: number, offset: number, most: number): number =>
      count === 0 ? 0 : count + checkedWhole(`The ${what} of append()`, offset, 0, most - count);
    const parameters = moved('parameterOffset', other.parameters, parameterOffset, maxParameters);
    const features = moved('featureOffset', other.features, featureOffset, maxFeatures);
    if (qubitOffset !== undefined) {
      checkedWhole('The qubitOffset of append()', qubitOffset, -maxQubits, maxQubits);
    }
    const place = (qubit: number): number => (qubitMap === undefined ? qubit + (qubitOffset ?? 0) : qubitMap[qubit]);
    const placed = other.operations.map(
      (operation): Operation =>
        placedOperation(operation, place, (angle) => shiftedAngle(angle, parameterOffset, featureOffset)),
    );
    return this.#with(placed, parameters, features);
  }

  #guarded(what: string, controls: readonly Control[], conditions: readonly Control[], body: Body): CircuitBuilder {
    checkControls(`The controls of ${what}`, controls);
    checkControls(`The conditions of ${what}`, conditions);
    for (const { qubit } of [...controls, ...conditions]) checkQubit(what, qubit, this.qubits);
    for (const { qubit } of conditions) {
      if (this.#measured.has(qubit)) continue;
      throw new EbitError('circuit', `${what} asks for qubit ${qubit}, which is not measured yet; measure it first.`);
    }
    const empty = new CircuitBuilder({ ...this.#content(), operations: [] }, this.#measured);
    const inner = checkedBody(what, typeof body === 'function' ? body(empty) : body);
    const guarded = inner.operations.map((operation): Operation => {
      if (operation.kind === 'measure') {
        throw new EbitError(
          'circuit',
          `A measurement of qubit ${operation.qubit} stands inside ${what}; measure before or after it.`,
        );
      }
      const held = joined(conditions, operation.conditions);
      if (operation.kind === 'gate') {
        return { ...operation, controls: joined(controls, operation.controls), conditions: held };
      }
      if (controls.length === 0) return { ...operation, conditions: held };
      throw new EbitError(
        'circuit',
        `The channel ${operation.channel} stands inside ${what}; noise has no controls, put it before or behind, or use when().`,
      );
    });
    return this.#with(guarded, inner.parameters, inner.features);
  }

  #with(added: readonly Operation[], leastParameters = 0, leastFeatures = 0): CircuitBuilder {
    let parameters = Math.max(this.parameters, leastParameters);
    let features = Math.max(this.features, leastFeatures);
    let measured = this.#measured;
    for (const operation of added) {
      checkOperation(operation, this.qubits, measured);
      if (operation.kind === 'measure') measured = new Set(measured).add(operation.qubit);
      else if (operation.kind === 'gate') {
        parameters = Math.max(parameters, parametersOf(operation.angle));
        features = Math.max(features, featuresOf(operation.angle));
      }
    }
    const operations = [...this.operations, ...added];
    return new CircuitBuilder({ qubits: this.qubits, operations, parameters, features }, measured);
  }

  #content(): Circuit {
    const { qubits, operations, parameters, features } = this;
    return { qubits, operations, parameters, features };
  }
}

/** An operation on other qubits, its angle moved. */
function placedOperation(
  operation: Operation,
  place: (qubit: number) => number,
  moved: (angle: Angle) => Angle,
): Operation {
  const placeAll = (controls: readonly Control[]): Control[] =>
    controls.map(({ qubit, value }) => ({ qubit: place(qubit), value }));
  switch (operation.kind) {
    case 'measure':
      return { kind: 'measure', qubit: place(operation.qubit) };
    case 'channel':
      return { ...operation, target: place(operation.target), conditions: placeAll(operation.conditions) };
    case 'gate':
      return {
        ...operation,
        targets: operation.targets.map(place),
        controls: placeAll(operation.controls),
        conditions: placeAll(operation.conditions),
        angle: operation.angle && moved(operation.angle),
      };
  }
}

/** Controls that want 1. */
function ones(...qubits: readonly number[]): Control[] {
  return qubits.map((qubit) => ({ qubit, value: 1 }));
}

/** Two lists of controls; what is no list is left for the check of the whole gate to refuse. */
function joined(outer: readonly Control[], inner: readonly Control[]): readonly Control[] {
  return Array.isArray(inner) ? [...outer, ...inner] : inner;
}

/** What stands inside a guard: its operations are checked where they are added, its form here. */
function checkedBody(what: string, body: Circuit): Circuit {
  const isCircuit = typeof body === 'object' && body !== null && Array.isArray(body.operations);
  if (!isCircuit) {
    throw new EbitError(
      'circuit',
      `${what} takes a circuit or a function that returns one, not ${shownValue(body)}; write (b) => b.x(1).`,
    );
  }
  checkedWhole(`The number of parameters in ${what}`, body.parameters, 0, maxParameters);
  checkedWhole(`The number of features in ${what}`, body.features, 0, maxFeatures);
  for (const operation of body.operations) checkKeys(operation);
  return body;
}

/** The methods whose arguments are all needed: one more is a control, an option or a qubit that would be passed over. */
const exactMethods = [
  ...['h', 'x', 'y', 'z', 's', 'sdg', 't', 'tdg', 'sx', 'sxdg', 'measure'],
  ...['rx', 'ry', 'rz', 'phase', 'swap', 'rxx', 'ryy', 'rzz'],
  ...['cx', 'cz', 'ccx', 'cswap', 'u', 'cu', 'controlled', 'when'],
] as const;
for (const name of exactMethods) {
  const method = CircuitBuilder.prototype[name] as (...given: unknown[]) => CircuitBuilder;
  const exact = function (this: CircuitBuilder, ...given: unknown[]): CircuitBuilder {
    if (given.length > method.length) {
      const extra = shownValue(given[method.length]);
      throw new EbitError(
        'circuit',
        `${name}() takes ${method.length} argument(s), and ${extra} is one more; for controls and conditions use gate().`,
      );
    }
    return method.apply(this, given);
  };
  Object.defineProperty(CircuitBuilder.prototype, name, { value: exact, writable: true, configurable: true });
}

/**
 * Returns an empty circuit to add gates to; see {@link CircuitBuilder} for the gates.
 *
 * @param qubits - 1 to 24; qubit 0 is the most significant bit of a basis index
 * @param declared - lengths of the parameter and feature vectors, where they are longer than the gates need
 * @throws EbitError 'range' or 'memory' if there are too few or too many qubits; 'range' for a declared number outside 0 to
 *   10^6 parameters or 3.2 10^7 features; 'config' for an unknown option
 * @example
 * const bell = circuit(2).h(0).cx(0, 1);
 * bell.operations.length; // 2
 * const pool = circuit(2).measure(0).when(0, 0, (b) => b.rz(parameter(0), 1)).when(0, 1, (b) => b.rz(parameter(1), 1));
 * pool.parameters; // 2
 */
export function circuit(qubits: number, declared: DeclaredCounts = {}): CircuitBuilder {
  checkOptions('circuit()', declared, declaredNames);
  return new CircuitBuilder(createCircuit(qubits, [], declared), new Set());
}
