// The fluent way to write a circuit. Each call returns a new builder, and a builder is a circuit.
import { EbitError } from '../errors.js';
import { checkOptions, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type Angle, constant, featuresOf, parametersOf } from './angle.js';
import { type ChannelName, channelNames, checkChannel, isChannelName } from './channels.js';
import {
  type Circuit,
  type Control,
  checkControls,
  checkOperation,
  checkQubit,
  createCircuit,
  type DeclaredCounts,
  type Operation,
} from './circuit.js';
import { refuseMoreArguments } from './exact-methods.js';
import type { GateName } from './gates.js';
import { checkedBody, guardedOperation } from './guarded-body.js';
import { type Placement, placedCircuit } from './placement.js';

/** What a gate may have besides its name and targets. */
export interface GateOptions {
  readonly angle?: Angle | number;
  readonly controls?: readonly Control[];
  readonly conditions?: readonly Control[];
}

/** What a channel may have besides its name, values and target. */
export interface ChannelOptions {
  readonly conditions?: readonly Control[];
}

/** Relaxation time, coherence time and how long a qubit waits, all in one unit. */
export interface ThermalWait {
  readonly t1: number;
  /** At most 2 t1. */
  readonly t2: number;
  readonly time: number;
}

const channelOptionNames: OptionNames<ChannelOptions> = { conditions: true };
const thermalNames: OptionNames<ThermalWait> = { t1: true, t2: true, time: true };
const gateOptionNames: OptionNames<GateOptions> = { angle: true, controls: true, conditions: true };
const declaredNames: OptionNames<DeclaredCounts> = { parameters: true, features: true };

/** What goes inside `controlled` and `when`: a circuit, or a function that adds to an empty one. */
export type Body = Circuit | ((empty: CircuitBuilder) => Circuit);

/**
 * An immutable circuit with a method for every gate and every channel, made by {@link circuit}; each method returns a longer one.
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

  /**
   * Adds noise on one qubit: any channel of the table, its values in the order of the table's parameters.
   *
   * @throws EbitError 'circuit' for an unknown channel or another number of values, 'not-finite' for a value that is no
   *   number, 'range' for one outside its range
   * @example
   * circuit(2).measure(0).channel('thermal', [1e-3, 5e-4, 2e-5], 1, { conditions: [{ qubit: 0, value: 1 }] });
   */
  channel(name: ChannelName, values: readonly number[], target: number, options: ChannelOptions = {}): CircuitBuilder {
    checkOptions('channel()', options, channelOptionNames);
    const { conditions = [] } = options;
    checkChannel('The channel of channel()', name, values);
    checkControls('The conditions of channel()', conditions);
    const held = conditions.map(({ qubit, value }) => ({ qubit, value }));
    return this.#with([{ kind: 'channel', channel: name, values: [...values], target, conditions: held }]);
  }

  /** X with probability p: rho -> (1-p) rho + p X rho X. */
  bitFlip(p: number, target: number): CircuitBuilder {
    return this.channel('bitFlip', [p], target);
  }

  /** Z with probability p: rho -> (1-p) rho + p Z rho Z. */
  phaseFlip(p: number, target: number): CircuitBuilder {
    return this.channel('phaseFlip', [p], target);
  }

  /**
   * X, Y or Z with probability p/3 each: rho -> (1-p) rho + p/3 (X rho X + Y rho Y + Z rho Z). All is lost at p = 3/4.
   *
   * @example
   * circuit(2).h(0).depolarizing(0.01, 0).cx(0, 1).depolarizing(0.02, 0).depolarizing(0.02, 1);
   */
  depolarizing(p: number, target: number): CircuitBuilder {
    return this.channel('depolarizing', [p], target);
  }

  /**
   * X, Y and Z with the probabilities pX, pY and pZ: rho -> (1-pX-pY-pZ) rho + pX X rho X + pY Y rho Y + pZ Z rho Z.
   *
   * @example
   * circuit(1).h(0).pauli([0.001, 0, 0.02], 0);
   */
  pauli(probabilities: readonly number[], target: number): CircuitBuilder {
    return this.channel('pauli', probabilities, target);
  }

  /** Scales coherences by sqrt(1-g): K0 = diag(1, sqrt(1-g)), K1 = diag(0, sqrt(g)). */
  phaseDamping(g: number, target: number): CircuitBuilder {
    return this.channel('phaseDamping', [g], target);
  }

  /** |1> decays to |0> with probability g: K0 = diag(1, sqrt(1-g)), K1 = sqrt(g) |0><1|. */
  amplitudeDamping(g: number, target: number): CircuitBuilder {
    return this.channel('amplitudeDamping', [g], target);
  }

  /**
   * A qubit that waits: amplitude damping by g = 1 - exp(-time/t1), and coherences scaled by exp(-time/t2) in all. The times
   * are in seconds, or all three in another unit; t2 is at most 2 t1.
   *
   * @example
   * circuit(1).h(0).thermal({ t1: 1e-3, t2: 5e-4, time: 2e-5 }, 0);
   */
  thermal(wait: ThermalWait, target: number): CircuitBuilder {
    checkOptions('thermal()', wait, thermalNames, 'circuit');
    return this.channel('thermal', [wait.t1, wait.t2, wait.time], target);
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
    const { operations, parameters, features } = placedCircuit(other, placement);
    return this.#with(operations, parameters, features);
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
    const guarded = inner.operations.map((operation) => guardedOperation(what, operation, controls, conditions));
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

/** Controls that want 1. */
function ones(...qubits: readonly number[]): Control[] {
  return qubits.map((qubit) => ({ qubit, value: 1 }));
}

/** The methods whose arguments are all needed: one more is a control, an option or a qubit that would be passed over. */
const exactMethods = [
  ...['h', 'x', 'y', 'z', 's', 'sdg', 't', 'tdg', 'sx', 'sxdg', 'measure'],
  ...['rx', 'ry', 'rz', 'phase', 'swap', 'rxx', 'ryy', 'rzz'],
  ...['cx', 'cz', 'ccx', 'cswap', 'u', 'cu', 'controlled', 'when'],
  ...channelNames,
] as const;
refuseMoreArguments(CircuitBuilder.prototype, exactMethods, (name) =>
  isChannelName(name) ? 'conditions use channel()' : 'controls and conditions use gate()',
);

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
