// A call of a gate as it stands in a program: modifiers, name, angles, qubits.
import { cutShort } from '../../shown-value.js';
import { type Expression, evaluateNumber, readExpression, type Scope, type Version } from './expressions.js';
import { fault, type Place } from './fault.js';
import type { Scanner } from './tokens.js';

/** What stands in front of a gate: controls that want a value, the inverse, or a whole power. */
export type Modifier =
  | { readonly kind: 'controls'; readonly count: number; readonly value: 0 | 1 }
  | { readonly kind: 'inverse' }
  | { readonly kind: 'power'; readonly times: number };

/** A register, or the bit or qubit of it that is meant. */
export interface Operand {
  readonly name: string;
  readonly index: number | null;
  readonly at: Place;
}

/** A call before anybody asked what its names stand for. */
export interface Call {
  readonly modifiers: readonly Modifier[];
  readonly gate: string;
  readonly angles: readonly Expression[];
  readonly operands: readonly Operand[];
  /** How many nodes its expressions have: what one expansion costs at least. */
  readonly nodes: number;
  readonly at: Place;
}

const MAX_MODIFIERS = 64;
/** The greatest power of a gate; how many gates come out is bounded besides. */
const MAX_POWER = 1_000_000;

const modifierNames = ['ctrl', 'negctrl', 'inv', 'pow'];

/** Whether a word begins a call with modifiers. */
export function isModifier(word: string): boolean {
  return modifierNames.includes(word);
}

/**
 * Reads a call up to its semicolon.
 *
 * @param scope - of the constants that counts, powers and indices may name
 */
export function readCall(scanner: Scanner, version: Version, scope: Scope): Call {
  const at = scanner.next;
  const modifiers: Modifier[] = [];
  while (version === 3 && isModifier(scanner.next.text) && scanner.next.kind === 'name') {
    if (modifiers.length === MAX_MODIFIERS) {
      throw fault(scanner.next, `A gate has more than ${MAX_MODIFIERS} modifiers; leave some out.`);
    }
    modifiers.push(readModifier(scanner, version, scope));
  }
  const gate = scanner.expectName('a gate').text;
  let nodes = 0;
  const angles: Expression[] = [];
  if (scanner.takes('(') && !scanner.takes(')')) {
    do {
      angles.push(readExpression(scanner, version, () => nodes++));
    } while (scanner.takes(','));
    scanner.expect(')', `should close the angles of ${cutShort(gate)}`);
  }
  const operands = scanner.sees(';') ? [] : readOperands(scanner, version, scope);
  scanner.expect(';', `should end the call of ${cutShort(gate)}`);
  return { modifiers, gate, angles, operands, nodes, at };
}

function readModifier(scanner: Scanner, version: Version, scope: Scope): Modifier {
  const { text, line, column } = scanner.take();
  const at = { line, column };
  const given = scanner.takes('(') ? readExpression(scanner, version) : null;
  if (given !== null) scanner.expect(')', `should close what ${text} is given`);
  scanner.expect('@', `should stand behind the modifier ${text}`);
  if (text === 'inv') {
    if (given !== null) throw fault(at, 'inv takes no number; write inv @.');
    return { kind: 'inverse' };
  }
  if (text === 'pow') {
    if (given === null) throw fault(at, 'pow says no power; write pow(2) @.');
    const times = evaluateNumber(given, scope, version, 'A power').constant;
    if (Number.isInteger(times) && Math.abs(times) <= MAX_POWER) return { kind: 'power', times };
    throw fault(at, `pow(${times}) is no whole power from -${MAX_POWER} to ${MAX_POWER}; write the gate itself.`);
  }
  const count = given === null ? 1 : evaluateNumber(given, scope, version, 'A number of controls').constant;
  if (!Number.isInteger(count) || count < 1 || count > MAX_MODIFIERS) {
    throw fault(at, `${text}(${count}) asks for ${count} controls; give an integer from 1 to ${MAX_MODIFIERS}.`);
  }
  return { kind: 'controls', count, value: text === 'ctrl' ? 1 : 0 };
}

/** Reads operands with commas between them. */
export function readOperands(scanner: Scanner, version: Version, scope: Scope): Operand[] {
  const operands = [readOperand(scanner, version, scope)];
  while (scanner.takes(',')) operands.push(readOperand(scanner, version, scope));
  return operands;
}

/** Reads a register's name, and the index behind it if there is one. */
export function readOperand(scanner: Scanner, version: Version, scope: Scope): Operand {
  if (scanner.sees('$')) {
    throw fault(scanner.next, 'Qubits of a machine, such as $0, are not read; declare qubits with qubit[…].');
  }
  const { text: name, line, column } = scanner.expectName('a register');
  const at = { line, column };
  if (!scanner.takes('[')) return { name, index: null, at };
  if (scanner.sees('{')) throw fault(at, 'Sets of indices are not read; name one bit or qubit at a time.');
  const given = readExpression(scanner, version);
  if (scanner.sees(':')) throw fault(at, 'Ranges of indices are not read; name one bit or qubit at a time.');
  scanner.expect(']', `should close the index of ${cutShort(name)}`);
  const { constant } = evaluateNumber(given, scope, version, 'An index');
  if (!Number.isInteger(constant)) {
    throw fault(at, `${cutShort(name)} has the index ${constant}; give an integer.`, 'range');
  }
  return { name, index: constant, at };
}
