// Gates that a program defines. What one call comes to is counted as it is read, so that a definition which doubles
// itself forty times is refused before anything is expanded.
import { cutShort } from '../../shown-value.js';
import { maxQubits } from '../circuit.js';
import { type Call, type Operand, readCall, readOperands } from './calls.js';
import { type Expression, isConstantName, type Scope, type Version } from './expressions.js';
import { fault, hintOf, type Place } from './fault.js';
import type { LibraryGate } from './library.js';
import type { Scanner } from './tokens.js';

/** A gate of the program's own. */
export interface Definition {
  readonly kind: 'definition';
  readonly parameters: readonly string[];
  readonly qubits: number;
  readonly body: readonly BodyCall[];
  /** How many steps a call of it takes, its expressions' nodes counted too; infinite beyond what a float holds. */
  readonly cost: number;
  /** How many definitions stand inside each other. */
  readonly depth: number;
}

/** Any gate that a call may mean. */
export type AnyGate = Definition | LibraryGate;

/** One call in the body of a definition; its operands are places among the definition's qubits. */
export interface BodyCall {
  readonly modifiers: Call['modifiers'];
  readonly gate: AnyGate;
  readonly angles: readonly Expression[];
  readonly operands: readonly number[];
  readonly at: Place;
}

const MAX_DEPTH = 100;
const MAX_ANGLES = 1000;

/** The gate that a call means. */
export type GateLookup = (name: string) => AnyGate | undefined;

/** What a definition needs of the program around it. */
export interface Surroundings {
  readonly version: Version;
  readonly scope: Scope;
  readonly lookup: GateLookup;
  readonly names: () => Iterable<string>;
}

/** Reads a definition from behind its name on. */
export function readDefinition(scanner: Scanner, name: string, around: Surroundings): Definition {
  const parameters: string[] = [];
  if (scanner.takes('(') && !scanner.takes(')')) {
    do {
      parameters.push(newName(scanner, 'an angle', parameters, around.version));
      checkCount(scanner, name, parameters, 'angles', MAX_ANGLES);
    } while (scanner.takes(','));
    scanner.expect(')', `should close the angles of ${cutShort(name)}`);
  }
  const qubits: string[] = [];
  do {
    qubits.push(newName(scanner, 'a qubit', [...parameters, ...qubits], around.version));
    checkCount(scanner, name, qubits, 'qubits', maxQubits);
  } while (scanner.takes(','));
  scanner.expect('{', `should begin the body of ${cutShort(name)}`);
  const own = new Set(parameters);
  // Counts, powers and indices are constants of the program: what a call gives is not known here.
  const scope: Scope = (word) => (own.has(word) ? null : around.scope(word));
  const body: BodyCall[] = [];
  let cost = 1;
  let depth = 1;
  while (!scanner.takes('}')) {
    if (scanner.next.kind === 'end') {
      throw fault(scanner.next, `The body of ${cutShort(name)} never ends; close it with "}".`);
    }
    if (scanner.takes('barrier')) {
      const fenced = scanner.sees(';') ? [] : readOperands(scanner, around.version, scope);
      for (const operand of fenced) placeOf(operand, qubits, name);
      scanner.expect(';', 'should end a barrier');
      continue;
    }
    const call = readCall(scanner, around.version, scope);
    const gate = gateOf(call, name, around);
    body.push(placed(call, gate, qubits, name));
    cost += costOf(call, gate);
    if (gate.kind === 'definition') depth = Math.max(depth, gate.depth + 1);
  }
  if (depth > MAX_DEPTH) {
    throw fault(scanner.next, `${cutShort(name)} is ${depth} definitions deep; the limit is ${MAX_DEPTH}.`);
  }
  return { kind: 'definition', parameters, qubits: qubits.length, body, cost, depth };
}

/** How many steps a call takes at most: one for every repetition, even of what does nothing. */
export function costOf({ modifiers, nodes }: Call, gate: AnyGate): number {
  const times = modifiers.reduce((all, one) => (one.kind === 'power' ? all * Math.abs(one.times) : all), 1);
  return 1 + nodes + (times === 0 ? 0 : times * (1 + gate.cost));
}

/**
 * Finds the gate that a call means, and checks how many angles and qubits it is given.
 *
 * @param inside - the definition that the call stands in, or null
 */
export function gateOf(call: Call, inside: string | null, around: Surroundings): AnyGate {
  const shown = cutShort(call.gate);
  if (call.gate === inside) throw fault(call.at, `${shown} stands in its own definition; a gate cannot hold itself.`);
  const gate = around.lookup(call.gate);
  if (gate === undefined) {
    const hint = hintOf(call.gate, around.names());
    const mend = hint === '' ? ' Define it, or include the header that has it.' : hint;
    throw fault(call.at, `There is no gate "${shown}".${mend}`);
  }
  const angles = gate.kind === 'library' ? gate.angles : gate.parameters.length;
  if (call.angles.length !== angles) {
    throw fault(call.at, `${shown} takes ${angles} angle(s), but ${call.angles.length} are given.`);
  }
  return gate;
}

/** How many qubits a call needs: those of its gate and of its controls. */
export function qubitsNeeded({ modifiers }: Pick<Call, 'modifiers'>, gate: AnyGate): number {
  return modifiers.reduce((all, one) => (one.kind === 'controls' ? all + one.count : all), gate.qubits);
}

function placed(call: Call, gate: AnyGate, qubits: readonly string[], name: string): BodyCall {
  const operands = call.operands.map((operand) => placeOf(operand, qubits, name));
  checkOperands(call, gate, operands);
  const { modifiers, angles, at } = call;
  return { modifiers, gate, angles, operands, at };
}

/** The place among a definition's qubits that an operand names. */
function placeOf(operand: Operand, qubits: readonly string[], name: string): number {
  const shown = cutShort(operand.name);
  const place = qubits.indexOf(operand.name);
  if (place < 0) throw fault(operand.at, `${cutShort(name)} has no qubit "${shown}".${hintOf(operand.name, qubits)}`);
  if (operand.index === null) return place;
  throw fault(operand.at, `"${shown}" is one qubit in a definition; leave its index out.`);
}

/** Throws unless a gate is given as many qubits as it needs, all of them different. */
export function checkOperands(call: Call, gate: AnyGate, operands: readonly number[]): void {
  const needed = qubitsNeeded(call, gate);
  if (operands.length !== needed) {
    throw fault(
      call.at,
      `${cutShort(call.gate)} acts on ${needed} qubit(s), its controls among them, but ${operands.length} are given.`,
    );
  }
  operands.forEach((operand, k) => {
    if (operands.indexOf(operand) === k) return;
    throw fault(call.operands[k].at, `${cutShort(call.gate)} names a qubit twice; its qubits must differ.`);
  });
}

function checkCount(scanner: Scanner, name: string, list: readonly string[], what: string, most: number): void {
  if (list.length <= most) return;
  throw fault(scanner.next, `${cutShort(name)} has more than ${most} ${what}; the limit is ${most}.`);
}

function newName(scanner: Scanner, what: string, taken: readonly string[], version: Version): string {
  const token = scanner.expectName(what);
  if (!taken.includes(token.text) && !isConstantName(token.text, version)) return token.text;
  throw fault(token, `The name "${cutShort(token.text)}" is taken already; use another one.`);
}
