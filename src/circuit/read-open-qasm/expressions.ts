// Expressions: read into trees once, and brought to a value as often as the gate definition that they stand in is used.
import { cutShort } from '../../shown-value.js';
import { fault, hintOf, type Place } from './fault.js';
import { functions, power } from './functions.js';
import { type Scanner, shownToken, type Token } from './tokens.js';
import { checkedSize, isNumber, negative, numberValue, plus, times, type Value } from './value.js';

/** A tree. Long sums and products are lists, so that only parentheses and the like go deeper. */
export type Expression =
  | { readonly kind: 'number'; readonly value: Value; readonly at: Place }
  | { readonly kind: 'name'; readonly name: string; readonly at: Place }
  | { readonly kind: 'negative'; readonly operand: Expression; readonly at: Place }
  | { readonly kind: 'power'; readonly base: Expression; readonly exponent: Expression; readonly at: Place }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[]; readonly at: Place }
  | {
      readonly kind: 'sum' | 'product';
      readonly first: Expression;
      readonly rest: readonly Step[];
      readonly at: Place;
    };

interface Step {
  readonly operator: string;
  readonly operand: Expression;
  readonly at: Place;
}

/** What OpenQASM the program is, since integers divide in one way in 2.0 and are left undecided here in 3. */
export type Version = 2 | 3;

/** What a name stands for, or null where none of that name is there. */
export type Scope = (name: string) => Value | null;

const MAX_DEPTH = 200;

/** The sign of powers, which is another thing in the other version. */
const powerSigns = { 2: '^', 3: '**' } as const;

const constants: Readonly<Record<Version, Readonly<Record<string, number>>>> = {
  2: { pi: Math.PI },
  3: { pi: Math.PI, π: Math.PI, tau: 2 * Math.PI, τ: 2 * Math.PI, euler: Math.E, ℇ: Math.E },
};

/** Whether a name is a constant's, which none of the program's own may have. */
export function isConstantName(name: string, version: Version): boolean {
  return Object.hasOwn(constants[version], name);
}

/** Reads an expression; `count` is told of every node. */
export function readExpression(scanner: Scanner, version: Version, count: () => void = () => {}): Expression {
  let depth = 0;

  const chain = (kind: 'sum' | 'product', operators: readonly string[], operand: () => Expression): Expression => {
    const first = operand();
    const rest: Step[] = [];
    while (operators.some((operator) => scanner.sees(operator))) {
      const { text, line, column } = scanner.take();
      rest.push({ operator: text, operand: operand(), at: { line, column } });
    }
    return rest.length === 0 ? first : { kind, first, rest, at: first.at };
  };
  const sum = (): Expression => chain('sum', ['+', '-'], () => chain('product', ['*', '/', '%'], unary));

  const unary = (): Expression => {
    depth++;
    if (depth > MAX_DEPTH) {
      throw fault(scanner.next, `An expression is more than ${MAX_DEPTH} deep; name a part of it with const float.`);
    }
    count();
    const sign = scanner.next;
    const tree: Expression = scanner.takes('-') ? { kind: 'negative', operand: unary(), at: sign } : raised();
    depth--;
    return tree;
  };

  /** Powers bind closer than a sign in front of them, and from right to left. */
  const raised = (): Expression => {
    const base = primary();
    const at = scanner.next;
    return scanner.takes(powerSigns[version]) ? { kind: 'power', base, exponent: unary(), at } : base;
  };

  const primary = (): Expression => {
    const token = scanner.take();
    if (token.kind === 'number') return { kind: 'number', value: numberOf(token), at: token };
    if (token.kind === 'name') {
      if (!scanner.takes('(')) return { kind: 'name', name: token.text, at: token };
      const given = [sum()];
      while (scanner.takes(',')) given.push(sum());
      scanner.expect(')', `should close what "${cutShort(token.text)}" is given`);
      return { kind: 'call', name: token.text, given, at: token };
    }
    if (token.kind !== 'symbol' || token.text !== '(') {
      throw fault(token, `There is ${shownToken(token)} where a number or a name should stand; write one.`);
    }
    const inside = sum();
    scanner.expect(')', 'should close the parenthesis');
    return inside;
  };

  return sum();
}

function numberOf(token: Token): Value {
  const plain = token.text.replaceAll('_', '');
  const value = Number(plain);
  if (!Number.isFinite(value)) {
    throw fault(token, `The number ${cutShort(token.text)} is beyond all floats; write a smaller one.`, 'not-finite');
  }
  return numberValue(value, /^(?:\d+|0[xob][\da-f]+)$/i.test(plain) && Number.isSafeInteger(value));
}

/** Brings an expression to a value. */
export function evaluate(tree: Expression, scope: Scope, version: Version): Value {
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'name':
      return valueOfName(tree.name, scope, version, tree.at);
    case 'negative':
      return negative(evaluate(tree.operand, scope, version));
    case 'power': {
      const base = evaluate(tree.base, scope, version);
      const exponent = evaluate(tree.exponent, scope, version);
      return raisedValue(base, exponent, version, tree.at);
    }
    case 'call':
      return called(tree.name, tree.given, scope, version, tree.at);
    case 'sum':
      return tree.rest.reduce(
        (total, { operator, operand, at }) => {
          const value = evaluate(operand, scope, version);
          return plus(total, operator === '+' ? value : negative(value), at);
        },
        evaluate(tree.first, scope, version),
      );
    case 'product':
      return productOf(tree.first, tree.rest, scope, version);
  }
}

/** The number that an expression comes to, where inputs may not stand. */
export function evaluateNumber(tree: Expression, scope: Scope, version: Version, what: string): Value {
  const value = evaluate(tree, scope, version);
  if (isNumber(value)) return value;
  throw fault(tree.at, `${what} depends on an input; it must be a constant.`);
}

function valueOfName(name: string, scope: Scope, version: Version, at: Place): Value {
  const value = scope(name);
  if (value !== null) return value;
  if (isConstantName(name, version)) return numberValue(constants[version][name]);
  throw fault(at, `There is no number "${cutShort(name)}" here; declare it as const float or input float before.`);
}

/** The numbers of a product come together first, so that 0.5*(pi-x0)*(pi-x1) keeps its factors as they stand. */
function productOf(first: Expression, rest: readonly Step[], scope: Scope, version: Version): Value {
  let front = evaluate(first, scope, version);
  let inputs: Value | null = null;
  if (!isNumber(front)) {
    inputs = front;
    front = numberValue(1);
  }
  for (const { operator, operand, at } of rest) {
    const value = evaluate(operand, scope, version);
    if (operator === '*' && !isNumber(value)) inputs = inputs === null ? value : times(inputs, value, at);
    else if (operator === '*') front = times(front, value, at);
    else if (!isNumber(value)) throw fault(at, `An input stands behind "${operator}"; only numbers may.`);
    else if (operator === '/') front = quotient(front, value, inputs === null ? version : 2, at);
    else if (inputs === null) front = remainder(front, value, at);
    else throw fault(at, 'An input stands in front of "%"; only integers may.');
  }
  if (inputs === null) return front;
  return front.constant === 1 ? inputs : times(front, inputs, rest[0].at);
}

function quotient(a: Value, b: Value, version: Version, at: Place): Value {
  if (b.constant === 0) throw fault(at, 'A number is divided by 0; give another divisor.', 'not-finite');
  const value = a.constant / b.constant;
  if (version === 2 || !(a.whole && b.whole)) return numberValue(checkedSize(value, false, at));
  if (Number.isInteger(value)) return numberValue(value, true);
  throw fault(
    at,
    `${a.constant}/${b.constant} divides two integers, which OpenQASM 3 does without the remainder and others with it; ` +
      `write ${a.constant}.0/${b.constant}.`,
  );
}

function remainder(a: Value, b: Value, at: Place): Value {
  if (a.whole && b.whole && a.constant >= 0 && b.constant > 0) return numberValue(a.constant % b.constant, true);
  throw fault(at, `"%" stands between ${a.constant} and ${b.constant}; it takes integers that are not negative.`);
}

function raisedValue(base: Value, exponent: Value, version: Version, at: Place): Value {
  if (!isNumber(base) || !isNumber(exponent)) throw fault(at, 'An input stands in a power; only numbers may.');
  const whole = base.whole && exponent.whole;
  if (whole && exponent.constant < 0 && version === 3) {
    throw fault(at, `An integer is raised to ${exponent.constant}; write a float, such as ${base.constant}.0.`);
  }
  const value = power(base.constant, exponent.constant);
  return numberValue(checkedSize(value, whole && version === 3, at), whole && version === 3);
}

function called(name: string, given: readonly Expression[], scope: Scope, version: Version, at: Place): Value {
  if (!Object.hasOwn(functions, name)) {
    const hint = hintOf(name, Object.keys(functions));
    throw fault(at, `There is no function "${cutShort(name)}"; there are ${Object.keys(functions).join(', ')}.${hint}`);
  }
  const { takes, of } = functions[name];
  if (given.length !== takes) throw fault(at, `${name} takes ${takes} number(s), but ${given.length} are given.`);
  const [x, y] = given.map((one) => evaluateNumber(one, scope, version, `What ${name} is given`).constant);
  return numberValue(checkedSize(of(x, y ?? 0), false, at));
}
