// The conditions of an `if`: bits that have to be 0 or 1, all of them.
import { cutShort } from '../../shown-value.js';
import type { Control } from '../circuit.js';
import { readOperand } from './calls.js';
import type { Version } from './expressions.js';
import { fault, type Place } from './fault.js';
import type { Names } from './registers.js';
import { type Scanner, shownToken } from './tokens.js';

/** A bit of the program and the value that it must have. */
export interface BitCondition {
  readonly bit: number;
  readonly value: 0 | 1;
  readonly at: Place;
}

const MAX_DEPTH = 50;

/** Reads what stands between the parentheses of an `if`. */
export function readConditions(scanner: Scanner, version: Version, names: Names, depth = 0): BitCondition[] {
  if (depth > MAX_DEPTH) throw fault(scanner.next, `A condition is more than ${MAX_DEPTH} deep; take parentheses out.`);
  const conditions = readOne(scanner, version, names, depth);
  while (scanner.takes('&&')) conditions.push(...readOne(scanner, version, names, depth));
  if (scanner.sees('||')) {
    throw fault(scanner.next, 'Conditions joined by "||" are not read; write an if for each case.');
  }
  return conditions;
}

function readOne(scanner: Scanner, version: Version, names: Names, depth: number): BitCondition[] {
  const at = scanner.next;
  if (scanner.takes('!')) {
    if (depth >= MAX_DEPTH) throw fault(at, `A condition is more than ${MAX_DEPTH} deep; take some "!" out.`);
    return opposite(readOne(scanner, version, names, depth + 1), at);
  }
  if (scanner.takes('(')) {
    const inside = readConditions(scanner, version, names, depth + 1);
    scanner.expect(')', 'should close the condition');
    return inside;
  }
  const operand = readOperand(scanner, version, names.scope);
  const bits = names.places(operand, 'bits');
  if (scanner.takes('==')) return equal(scanner, bits, at);
  if (scanner.takes('!=')) return opposite(equal(scanner, bits, at), at);
  if (['<', '>', '<=', '>='].some((sign) => scanner.sees(sign))) {
    throw fault(scanner.next, `A condition compares by "${scanner.next.text}"; only == and != are read.`);
  }
  if (bits.length > 1) {
    throw fault(at, `The condition is a register of ${bits.length} bits; say what it must equal, such as == 1.`);
  }
  return [{ bit: bits[0], value: 1, at }];
}

/** The conditions that exactly one of them turns round. */
export function opposite(conditions: readonly BitCondition[], at: Place): BitCondition[] {
  if (conditions.length !== 1) {
    throw fault(
      at,
      `The opposite of ${conditions.length} conditions together is no condition on bits; write an if a case.`,
    );
  }
  const [{ bit, value }] = conditions;
  return [{ bit, value: value === 1 ? 0 : 1, at }];
}

/** Bits against an integer, whose lowest digit is the first bit's, or a word or a text for all of them. */
function equal(scanner: Scanner, bits: readonly number[], at: Place): BitCondition[] {
  const token = scanner.take();
  const all = (value: 0 | 1): BitCondition[] => bits.map((bit) => ({ bit, value, at }));
  if (token.kind === 'name' && (token.text === 'true' || token.text === 'false') && bits.length === 1) {
    return all(token.text === 'true' ? 1 : 0);
  }
  if (token.kind === 'text') return all(uniform(token.text, bits.length, token));
  const value = token.kind === 'number' && /^\d+$/.test(token.text) ? BigInt(token.text) : null;
  if (value === null) {
    throw fault(
      token,
      `There is ${shownToken(token)} where the value of ${bits.length} bit(s) should stand; write an integer.`,
    );
  }
  if (value >> BigInt(bits.length) !== 0n) {
    throw fault(token, `${bits.length} bit(s) are never ${cutShort(token.text)}; write what they can be.`);
  }
  return bits.map((bit, k) => ({ bit, value: (value >> BigInt(k)) & 1n ? 1 : 0, at }));
}

/** The digit of a text of bits that are all alike: which end of another is its first bit, readers do not agree on. */
export function uniform(text: string, length: number, at: Place): 0 | 1 {
  if (text.length === length && /^(?:0+|1+)$/.test(text)) return text.startsWith('1') ? 1 : 0;
  throw fault(at, `The text "${cutShort(text)}" is not ${length} equal digits 0 or 1; name the bits one at a time.`);
}

/**
 * The outcomes that conditions ask for, none of them twice; null where they can never hold.
 *
 * @param outer - those that hold already
 */
export function outcomesOf(
  conditions: readonly BitCondition[],
  names: Names,
  outer: readonly Control[],
): readonly Control[] | null {
  const outcomes = [...outer];
  let canHold = true;
  for (const { bit, value, at } of conditions) {
    const content = names.bits[bit];
    if (content === null) {
      throw fault(at, `${cutShort(names.labels('bits')[bit])} has no value yet; measure into it before.`);
    }
    if (typeof content === 'number') {
      if (content !== value) canHold = false;
      continue;
    }
    const same = outcomes.find(({ qubit }) => qubit === content.qubit);
    if (same === undefined) outcomes.push({ qubit: content.qubit, value });
    else if (same.value !== value) canHold = false;
  }
  return canHold ? outcomes : null;
}
