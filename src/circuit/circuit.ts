// Circuits are plain immutable data: what simulates, draws, exports or differentiates them stands elsewhere.
import { EbitError } from '../errors.js';
import { checkedWhole, checkOptions, nearestHint, type OptionNames } from '../options.js';
import { shownValue } from '../shown-value.js';
import { type Angle, checkedAngle, featuresOf, maxFeatures, maxParameters, parametersOf } from './angle.js';
import { type ChannelName, checkChannel } from './channels.js';
import { type GateName, gateNames, gates, isGateName } from './gates.js';

/** A qubit and the value it must have: of a control its bit, of a condition the outcome of its measurement. */
export interface Control {
  readonly qubit: number;
  readonly value: 0 | 1;
}

/** A gate of the table on some qubits. It acts where every control and every condition holds. */
export interface GateOperation {
  readonly kind: 'gate';
  readonly gate: GateName;
  readonly targets: readonly number[];
  /** Qubits that are not measured. */
  readonly controls: readonly Control[];
  /** Qubits measured earlier, and the outcome that lets the gate act. */
  readonly conditions: readonly Control[];
  /** Null for a gate without an angle. */
  readonly angle: Angle | null;
}

/** A measurement of Z. Nothing touches the qubit afterwards but conditions on its outcome. */
export interface MeasureOperation {
  readonly kind: 'measure';
  readonly qubit: number;
}

/** Noise on one qubit, a channel of the table {@link channels}. It acts where every condition holds. */
export interface ChannelOperation {
  readonly kind: 'channel';
  readonly channel: ChannelName;
  /** In the order of the channel's parameters. */
  readonly values: readonly number[];
  /** A qubit that is not measured. */
  readonly target: number;
  /** Qubits measured earlier, and the outcomes that let it act. */
  readonly conditions: readonly Control[];
}

/** One step of a circuit. */
export type Operation = GateOperation | MeasureOperation | ChannelOperation;

/** A circuit: operations in the order of time. Qubit 0 is the most significant bit of a basis index. */
export interface Circuit {
  readonly qubits: number;
  readonly operations: readonly Operation[];
  /** Length of the parameter vector: at least 1 + the greatest index in use. */
  readonly parameters: number;
  /** Length of the feature vector: at least 1 + the greatest feature in use. */
  readonly features: number;
}

/** The most qubits of one circuit. */
export const maxQubits = 24;

/** Lengths of the parameter and feature vectors, where they are longer than the operations need. */
export interface DeclaredCounts {
  readonly parameters?: number;
  readonly features?: number;
}

const declaredNames: OptionNames<DeclaredCounts> = { parameters: true, features: true };

/**
 * Makes a circuit from a list of operations, all of them checked.
 *
 * @param qubits - 1 to 24
 * @param operations - in the order of time; see {@link circuit} for a shorter way to write them
 * @param declared - lengths of the parameter and feature vectors, where they are longer than the operations need
 * @throws EbitError 'range' if a number of qubits or an index is out of range, 'memory' for more than 24 qubits,
 *   'measured' for a gate on a measured qubit, 'not-finite' for an angle that is not a finite number, 'config' for an
 *   unknown option, 'circuit' for anything else that is no circuit: an unknown gate, a qubit named twice, a condition on a
 *   qubit not yet measured, a name that an operation, a control or an angle has not
 * @example
 * createCircuit(1, [{ kind: 'gate', gate: 'h', targets: [0], controls: [], conditions: [], angle: null }]);
 */
export function createCircuit(
  qubits: number,
  operations: readonly Operation[],
  declared: DeclaredCounts = {},
): Circuit {
  checkOptions('createCircuit()', declared, declaredNames);
  return madeCircuit(qubits, operations, declared);
}

function madeCircuit(qubits: number, operations: readonly Operation[], declared: DeclaredCounts): Circuit {
  checkQubitCount(qubits);
  if (!Array.isArray(operations)) {
    throw new EbitError('circuit', `The operations of a circuit are ${shownValue(operations)}; give a list.`);
  }
  const parameters = checkedWhole('The declared number of parameters', declared.parameters ?? 0, 0, maxParameters);
  const features = checkedWhole('The declared number of features', declared.features ?? 0, 0, maxFeatures);
  const measured = new Set<number>();
  for (const operation of operations) {
    checkOperation(operation, qubits, measured);
    if (operation.kind === 'measure') measured.add(operation.qubit);
  }
  return ownCircuit(qubits, [...operations], parameters, features);
}

/**
 * Makes a circuit from operations that are known to be right, such as the models' own: these are thousands, and to check
 * them would take as long as to compile them.
 *
 * @param parameters - at least so many
 * @param features - at least so many
 */
export function ownCircuit(qubits: number, operations: readonly Operation[], parameters = 0, features = 0): Circuit {
  for (const operation of operations) {
    if (operation.kind !== 'gate' || operation.angle === null) continue;
    parameters = Math.max(parameters, parametersOf(operation.angle));
    features = Math.max(features, featuresOf(operation.angle));
  }
  return { qubits, operations, parameters, features };
}

/**
 * Throws unless the value is a well-formed circuit; the interpreters of circuits call it first.
 *
 * @throws EbitError as {@link createCircuit}; 'circuit' too if `parameters` or `features` is less than the operations need
 */
export function checkCircuit(circuit: Circuit): void {
  if (typeof circuit !== 'object' || circuit === null) {
    throw new EbitError('circuit', `${shownValue(circuit)} is no circuit; make one with circuit() or createCircuit().`);
  }
  const { parameters, features } = madeCircuit(circuit.qubits, circuit.operations, circuit);
  for (const [name, declared, needed] of [
    ['parameters', circuit.parameters, parameters],
    ['features', circuit.features, features],
  ] as const) {
    if (declared !== needed) {
      throw new EbitError(
        'circuit',
        `The circuit declares ${shownValue(declared)} ${name}, but its gates need ${needed}; declare at least that many.`,
      );
    }
  }
}

/**
 * Throws if there is noise in a circuit.
 *
 * @param mend - why it cannot be, and what to do, as the rest of a sentence
 * @throws EbitError 'circuit' that names the first channel
 */
export function refuseNoise(what: string, { operations }: Pick<Circuit, 'operations'>, mend: string): void {
  const noise = operations.find((operation) => operation.kind === 'channel');
  if (noise === undefined) return;
  throw new EbitError('circuit', `${what} is given the channel ${noise.channel} on qubit ${noise.target}; ${mend}.`);
}

/**
 * Throws unless 1 <= qubits <= 24.
 *
 * @throws EbitError 'range' below, or if it is no integer; 'memory' above, saying how much it would take
 */
export function checkQubitCount(qubits: number): void {
  if (!Number.isInteger(qubits) || qubits < 1) {
    throw new EbitError(
      'range',
      `A circuit has ${shownValue(qubits)} qubits; it must be an integer from 1 to ${maxQubits}.`,
    );
  }
  if (qubits > maxQubits) {
    throw new EbitError(
      'memory',
      `A state of ${qubits} qubits takes 2^${qubits} * 16 bytes = ${stateSize(qubits)}; ` +
        `the limit is ${maxQubits} qubits, ${stateSize(maxQubits)}. Use fewer qubits, or split the circuit over processors.`,
    );
  }
}

/**
 * Throws unless the operation may come next.
 *
 * @param measured - the qubits measured so far
 * @throws EbitError as {@link createCircuit}
 */
export function checkOperation(operation: Operation, qubits: number, measured: ReadonlySet<number>): void {
  checkKeys(operation);
  if (operation.kind === 'measure') {
    checkQubit('measure', operation.qubit, qubits);
    refuseMeasured('measure', operation.qubit, measured);
    return;
  }
  if (operation.kind === 'channel') {
    checkChannelOperation(operation, qubits, measured);
    return;
  }
  const { gate: name, targets, controls, conditions, angle } = operation;
  if (!isGateName(name)) {
    const hint = typeof name === 'string' ? nearestHint(name, gateNames) : '';
    throw new EbitError(
      'circuit',
      `There is no gate ${shownValue(name)}; the gates are ${gateNames.join(', ')}.${hint}`,
    );
  }
  const gate = gates[name];
  checkList(`The targets of ${name}`, targets);
  if (targets.length !== gate.targets) {
    throw new EbitError('circuit', `${name} acts on ${gate.targets} qubit(s), but ${targets.length} are given.`);
  }
  if (gate.hasAngle && (angle === null || angle === undefined)) {
    throw new EbitError('circuit', `${name} needs an angle; give one.`);
  }
  if (!gate.hasAngle && angle !== null) {
    throw new EbitError('circuit', `${name} takes no angle, and is given ${shownValue(angle)}; give null.`);
  }
  if (angle !== null) checkedAngle(angle);
  checkControls(`The controls of ${name}`, controls);
  checkControls(`The conditions of ${name}`, conditions);

  let seen = 0;
  const touch = (qubit: number): void => {
    checkQubit(name, qubit, qubits);
    if ((seen >> qubit) & 1) {
      throw new EbitError(
        'circuit',
        `${name} names qubit ${qubit} twice; its targets, controls and conditions must differ.`,
      );
    }
    seen |= 1 << qubit;
  };
  for (const qubit of targets) {
    touch(qubit);
    refuseMeasured(name, qubit, measured);
  }
  for (const { qubit } of controls) {
    touch(qubit);
    refuseMeasured(name, qubit, measured);
  }
  for (const { qubit } of conditions) {
    touch(qubit);
    refuseUnmeasured(name, qubit, measured);
  }
}

function refuseUnmeasured(what: string, qubit: number, measured: ReadonlySet<number>): void {
  if (measured.has(qubit)) return;
  throw new EbitError(
    'circuit',
    `${what} has a condition on qubit ${qubit}, which is not measured yet; measure it first, or use a control.`,
  );
}

function checkChannelOperation(operation: ChannelOperation, qubits: number, measured: ReadonlySet<number>): void {
  const { channel, values, target, conditions } = operation;
  checkChannel('A channel of the circuit', channel, values);
  checkControls(`The conditions of ${channel}`, conditions);
  checkQubit(channel, target, qubits);
  refuseMeasured(channel, target, measured);
  const seen = new Set<number>();
  for (const { qubit } of conditions) {
    checkQubit(channel, qubit, qubits);
    if (seen.has(qubit)) {
      throw new EbitError('circuit', `${channel} has two conditions on qubit ${qubit}; give one.`);
    }
    seen.add(qubit);
    refuseUnmeasured(channel, qubit, measured);
  }
}

const gateKeys: OptionNames<GateOperation> = {
  kind: true,
  gate: true,
  targets: true,
  controls: true,
  conditions: true,
  angle: true,
};
const measureKeys: OptionNames<MeasureOperation> = { kind: true, qubit: true };
const channelKeys: OptionNames<ChannelOperation> = {
  kind: true,
  channel: true,
  values: true,
  target: true,
  conditions: true,
};
const controlKeys: OptionNames<Control> = { qubit: true, value: true };

/** Throws EbitError 'circuit' unless the value is an operation with no name that is not known. */
export function checkKeys(operation: Operation): void {
  if (typeof operation !== 'object' || operation === null) {
    throw new EbitError(
      'circuit',
      `An operation of a circuit is ${shownValue(operation)}; give a gate or a measurement.`,
    );
  }
  if (operation.kind === 'gate') checkOptions('A gate', operation, gateKeys, 'circuit');
  else if (operation.kind === 'measure') checkOptions('A measurement', operation, measureKeys, 'circuit');
  else if (operation.kind === 'channel') checkOptions('A channel', operation, channelKeys, 'circuit');
  else {
    const { kind } = operation as { kind?: unknown };
    throw new EbitError(
      'circuit',
      `An operation has the kind ${shownValue(kind)}; it must be "gate", "measure" or "channel".`,
    );
  }
}

function checkList(what: string, list: readonly unknown[]): void {
  if (!Array.isArray(list))
    throw new EbitError('circuit', `${what} are ${shownValue(list)}; give a list, such as [0].`);
}

/**
 * Throws unless the value is a list of controls; whether their qubits are there is not looked at.
 *
 * @param what - as the beginning of a sentence, in the plural
 * @throws EbitError 'circuit' for anything else, and for a name that a control has not; 'range' for a value but 0 and 1
 */
export function checkControls(what: string, controls: readonly Control[]): void {
  if (!Array.isArray(controls)) {
    throw new EbitError(
      'circuit',
      `${what} are ${shownValue(controls)}; give a list, such as [{ qubit: 0, value: 1 }].`,
    );
  }
  for (const control of controls) {
    checkOptions(`One of ${what.charAt(0).toLowerCase()}${what.slice(1)}`, control, controlKeys, 'circuit');
    checkBit(`${what} hold one on qubit ${shownValue(control.qubit)} that`, control.value);
  }
}

/** Throws EbitError 'range' unless the qubit is one of so many. */
export function checkQubit(what: string, qubit: number, qubits: number): void {
  if (!Number.isInteger(qubit) || qubit < 0 || qubit >= qubits) {
    throw new EbitError(
      'range',
      `${what} names qubit ${shownValue(qubit)}; in a circuit of ${qubits} it must be an integer from 0 to ${qubits - 1}.`,
    );
  }
}

function refuseMeasured(what: string, qubit: number, measured: ReadonlySet<number>): void {
  if (measured.has(qubit)) {
    throw new EbitError(
      'measured',
      `${what} acts on qubit ${qubit}, which is measured already; put it before the measurement, or use when().`,
    );
  }
}

function checkBit(what: string, value: number): void {
  if (value !== 0 && value !== 1) {
    throw new EbitError('range', `${what} has the value ${shownValue(value)}; it must be 0 or 1.`);
  }
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
/** Beyond it, a size in words would be a number with more digits than anybody reads. */
const largestNamedSize = 80;

/** 2^qubits * 16 bytes in words. */
function stateSize(qubits: number): string {
  if (qubits > largestNamedSize) return 'more than any memory holds';
  const exponent = qubits + 4;
  const unit = Math.min(Math.floor(exponent / 10), units.length - 1);
  let count = 1;
  for (let bit = 10 * unit; bit < exponent; bit++) count *= 2;
  return `${count} ${units[unit]}`;
}
