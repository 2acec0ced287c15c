// The statements of a program, one after another.
import { cutShort } from '../../shown-value.js';
import type { Control, Operation } from '../circuit.js';
import { gates } from '../gates.js';
import { isModifier, type Operand, readCall, readOperand, readOperands } from './calls.js';
import { type BitCondition, opposite, outcomesOf, readConditions, uniform } from './conditions.js';
import {
  type AnyGate,
  checkOperands,
  costOf,
  type Definition,
  gateOf,
  qubitsNeeded,
  readDefinition,
  type Surroundings,
} from './definitions.js';
import { Expansion } from './expand.js';
import { evaluate, evaluateNumber, readExpression, type Version } from './expressions.js';
import { fault, hintOf, type Place } from './fault.js';
import { type Header, headerNames, type LibraryGate, libraryOf } from './library.js';
import { type BitContent, isReserved, Names } from './registers.js';
import { Scanner, shownToken } from './tokens.js';
import { numberValue, type Value } from './value.js';

/** Under what a statement stands: outcomes that must be there, and whether it can ever be reached. */
interface Guard {
  readonly outcomes: readonly Control[];
  readonly isReached: boolean;
  readonly depth: number;
}

const TOP: Guard = { outcomes: [], isReached: true, depth: 0 };
const MAX_DEPTH = 50;

/** What is refused by its own name, and what to do about it. */
const unread: Readonly<Record<string, string>> = {
  opaque: 'A gate without a body has no meaning here; define it.',
  for: 'Loops are not read; write the gates out.',
  while: 'Loops are not read; write the gates out.',
  def: 'Subroutines are not read; define a gate.',
  let: 'Names for parts of registers are not read; use the register.',
  output: 'Outputs are not declared here; declare the bits alone.',
  OPENQASM: 'The version stands first in a program; move it there.',
};

/** Reads a program, statement by statement. */
export class Reader {
  readonly names: Names;
  readonly #scanner: Scanner;
  readonly #expansion: Expansion;
  readonly #around: Surroundings;
  readonly #definitions = new Map<string, Definition | LibraryGate>();
  readonly #measured = new Set<number>();
  readonly #touched = new Set<number>();
  readonly versionText: string;
  readonly #version: Version;
  #header: Header | null = null;
  #library: ReadonlyMap<string, LibraryGate>;

  constructor(text: string, features: readonly string[] | null) {
    this.#scanner = new Scanner(text);
    this.versionText = this.#readVersion();
    this.#version = this.versionText.startsWith('2') ? 2 : 3;
    this.names = new Names(features, this.#version);
    this.#library = libraryOf(this.#version, null);
    this.#expansion = new Expansion(this.names.scope, this.#version);
    const known = (): Iterable<string> => [...this.#definitions.keys(), ...this.#library.keys()];
    const lookup = (name: string): AnyGate | undefined => this.#definitions.get(name) ?? this.#library.get(name);
    this.#around = { version: this.#version, scope: this.names.scope, lookup, names: known };
  }

  /** The operations so far, in the order of time. */
  get operations(): readonly Operation[] {
    return this.#expansion.operations;
  }

  /** Reads to the end. */
  readAll(): void {
    while (this.#scanner.next.kind !== 'end') this.#statement(TOP);
    if (this.names.qubits === 0) throw fault(this.#scanner.next, 'The program declares no qubit; write qubit[2] q;');
  }

  #readVersion(): string {
    if (!this.#scanner.takes('OPENQASM')) return '3.0';
    const token = this.#scanner.take();
    if (!/^(?:2(?:\.0)?|3(?:\.\d{1,2})?)$/.test(token.text)) {
      throw fault(token, `OpenQASM ${shownToken(token)} is not read; write OPENQASM 3.0; or OPENQASM 2.0;`);
    }
    this.#scanner.expect(';', 'should end the version');
    return token.text.includes('.') ? token.text : `${token.text}.0`;
  }

  #statement(guard: Guard): void {
    const scanner = this.#scanner;
    const at = scanner.next;
    if (at.kind !== 'name') {
      throw fault(
        at,
        `There is ${shownToken(at)} where a statement should begin; begin it with a gate or a declaration.`,
      );
    }
    const word = at.text;
    if (word === 'if') this.#if(guard);
    else if (word === 'measure') this.#measure(guard);
    else if (word === 'reset') this.#reset();
    else if (word === 'barrier') this.#barrier();
    else if (word === 'gphase' || (this.#version === 3 && isModifier(word))) this.#call(guard);
    else if (isReserved(word, this.#version) && Object.hasOwn(unread, word))
      throw fault(at, `"${word}" is not read. ${unread[word]}`);
    else if (this.#declares(word)) {
      if (guard.depth > 0) throw fault(at, `"${word}" stands inside an if; declare things outside.`);
      this.#declaration(word, at);
    } else if (isReserved(word, this.#version) && word !== 'U' && word !== 'CX') {
      throw fault(at, `"${word}" is not read; circuits have gates, measurements and conditions on their outcomes.`);
    } else if (this.names.isBits(word)) this.#assignment(guard);
    else this.#call(guard);
  }

  #declares(word: string): boolean {
    const words = this.#version === 2 ? ['qreg', 'creg'] : ['qubit', 'qreg', 'bit', 'creg', 'const', 'input'];
    return ['include', 'gate', ...words].includes(word);
  }

  #declaration(word: string, at: Place): void {
    this.#scanner.take();
    switch (word) {
      case 'include':
        this.#include();
        break;
      case 'gate':
        this.#gate();
        break;
      case 'const':
        this.#constant();
        break;
      case 'input':
        this.#input();
        break;
      default:
        this.#register(word === 'qubit' || word === 'qreg' ? 'qubits' : 'bits', word, at);
    }
  }

  #include(): void {
    const token = this.#scanner.take();
    if (token.kind !== 'text') throw fault(token, `include names ${shownToken(token)}; write include "stdgates.inc";`);
    const name = headerNames.find((header) => header === token.text);
    if (name === undefined) {
      const hint = hintOf(token.text, headerNames);
      throw fault(
        token,
        `The file "${cutShort(token.text)}" is not known; only ${headerNames.join(' and ')} are.${hint}`,
      );
    }
    if (this.#header !== null && this.#header !== name) {
      throw fault(token, `${name} and ${this.#header} define gates of the same names; include one of them.`);
    }
    this.#scanner.expect(';', 'should end the include');
    this.#header = name;
    this.#library = libraryOf(this.#version, name);
  }

  /** A definition that toOpenQasm3 writes is the gate of the table that it stands for. */
  #gate(): void {
    this.#scanner.record();
    const token = this.#scanner.expectName('the name of a gate');
    this.names.takeGate(token.text, token);
    const definition = readDefinition(this.#scanner, token.text, this.#around);
    const text = this.#scanner.recorded();
    const known = Object.values(gates).find(({ qasm }) => qasm === token.text);
    const own = this.#library.get(token.text);
    const isKnown =
      own !== undefined &&
      text === writtenDefinition(known?.qasmDefinition ?? null) &&
      definition.body.every(({ gate }) => gate.kind === 'library' && !gate.isPhaseOpen);
    this.#definitions.set(token.text, isKnown ? own : definition);
  }

  #register(kind: 'qubits' | 'bits', word: string, at: Place): void {
    const scanner = this.#scanner;
    const isOld = word === 'qreg' || word === 'creg';
    let size = isOld ? null : this.#size();
    const name = scanner.expectName('the name of a register');
    if (isOld) size = this.#size();
    if (isOld && this.#version === 2 && size === null) throw fault(at, `${word} says no size; write ${word} q[2];`);
    const content: BitContent = kind === 'bits' && this.#version === 2 ? 0 : null;
    this.names.declare(kind, name.text, size, content, name);
    if (kind === 'bits' && scanner.takes('=')) {
      const bits = this.names.places({ name: name.text, index: null, at: name }, 'bits');
      if (scanner.sees('measure')) this.#measureInto(bits, TOP);
      else this.#initialise(bits);
    }
    scanner.expect(';', 'should end the declaration');
  }

  #size(): number | null {
    if (!this.#scanner.takes('[')) return null;
    const tree = readExpression(this.#scanner, this.#version);
    this.#scanner.expect(']', 'should close the size');
    return evaluateNumber(tree, this.names.scope, this.#version, 'A size').constant;
  }

  #initialise(bits: readonly number[]): void {
    const token = this.#scanner.take();
    const isWord = token.kind !== 'text' && ['0', '1', 'true', 'false'].includes(token.text) && bits.length === 1;
    const text = token.kind === 'text' ? token.text : ({ true: '1', false: '0' }[token.text] ?? token.text);
    if (token.kind !== 'text' && !isWord) {
      throw fault(
        token,
        `There is ${shownToken(token)} where bits should stand; write a text such as "${'0'.repeat(2)}".`,
      );
    }
    const digit = uniform(text, bits.length, token);
    for (const bit of bits) this.names.bits[bit] = digit;
  }

  #constant(): void {
    const type = this.#type(true);
    const name = this.#scanner.expectName('the name of a constant');
    this.#scanner.expect('=', 'should give the constant its value');
    const tree = readExpression(this.#scanner, this.#version);
    const value = evaluateNumber(tree, this.names.scope, this.#version, 'A constant');
    this.#scanner.expect(';', 'should end the constant');
    this.names.declareConstant(name.text, typedConstant(type, value, tree.at), name);
  }

  #input(): void {
    const type = this.#type(false);
    const name = this.#scanner.expectName('the name of an input');
    if (type !== 'float' && type !== 'angle') {
      throw fault(name, `The input "${cutShort(name.text)}" is of type ${type}; angles are of float or angle.`);
    }
    this.#scanner.expect(';', 'should end the input');
    this.names.declareInput(name.text, name);
  }

  /** A type's name; a constant must not lose digits by its size. */
  #type(isConstant: boolean): string {
    const token = this.#scanner.expectName('a type');
    if (!['float', 'angle', 'int', 'uint'].includes(token.text)) {
      const hint = hintOf(token.text, ['float', 'angle', 'int', 'uint']);
      throw fault(token, `The type ${shownToken(token)} is not read; use float, angle, int or uint.${hint}`);
    }
    const size = this.#size();
    const isExact = token.text === 'float' ? size === 64 : token.text === 'int' || token.text === 'uint';
    if (!isConstant || size === null || isExact) return token.text;
    throw fault(token, `A constant of ${token.text}[${size}] would be rounded; declare it as float[64].`);
  }

  #if(outer: Guard): void {
    const scanner = this.#scanner;
    const at = scanner.take();
    if (outer.depth === MAX_DEPTH)
      throw fault(at, `More than ${MAX_DEPTH} ifs stand inside each other; join them by &&.`);
    scanner.expect('(', 'should begin the condition');
    const conditions = readConditions(scanner, this.#version, this.names);
    scanner.expect(')', 'should close the condition');
    this.#guarded(conditions, outer);
    if (this.#version === 3 && scanner.takes('else')) this.#guarded(opposite(conditions, at), outer);
  }

  #guarded(conditions: readonly BitCondition[], outer: Guard): void {
    const outcomes = outcomesOf(conditions, this.names, outer.outcomes);
    const isReached = outer.isReached && outcomes !== null;
    const guard = { outcomes: outcomes ?? outer.outcomes, isReached, depth: outer.depth + 1 };
    if (this.#version === 2 || !this.#scanner.takes('{')) {
      this.#statement(guard);
      return;
    }
    while (!this.#scanner.takes('}')) this.#statement(guard);
  }

  #call(guard: Guard): void {
    const call = readCall(this.#scanner, this.#version, this.names.scope);
    const gate = gateOf(call, null, this.#around);
    const values = call.angles.map((angle): Value => evaluate(angle, this.names.scope, this.#version));
    const registers = call.operands.map((operand) => this.names.places(operand, 'qubits'));
    const sizes = call.operands.flatMap((operand, k) => (this.names.isWhole(operand) ? [registers[k].length] : []));
    const count = sizes[0] ?? 1;
    if (sizes.some((size) => size !== count)) {
      throw fault(call.at, `${cutShort(call.gate)} is given registers of ${sizes.join(' and ')}; give equal ones.`);
    }
    if (registers.length === 0 && qubitsNeeded(call, gate) > 0) checkOperands(call, gate, []);
    for (let k = 0; k < count; k++) {
      const qubits = registers.map((register) => register[register.length === 1 ? 0 : k]);
      checkOperands(call, gate, qubits);
      for (const [place, qubit] of qubits.entries()) this.#refuseMeasured(qubit, call.operands[place], call.gate);
      this.#expansion.spend(costOf(call, gate), call.at);
      if (!guard.isReached) continue;
      for (const qubit of qubits) this.#touched.add(qubit);
      this.#expansion.apply(gate, call.modifiers, values, qubits, guard.outcomes, call.at);
    }
  }

  #refuseMeasured(qubit: number, { at }: Operand, what: string): void {
    if (!this.#measured.has(qubit)) return;
    const name = this.names.labels('qubits')[qubit];
    throw fault(
      at,
      `${cutShort(what)} acts on ${cutShort(name)}, which is measured already; put it before the measurement, or use an if.`,
      'measured',
    );
  }

  /** `measure q;`, or of OpenQASM 2 with an arrow to the bits. */
  #measure(guard: Guard): void {
    const scanner = this.#scanner;
    const at = scanner.next;
    const qubits = this.#measuredQubits(guard);
    if (scanner.takes('->')) {
      const target = readOperand(scanner, this.#version, this.names.scope);
      this.#store(qubits, this.names.places(target, 'bits'), target.at);
    } else if (this.#version === 2) throw fault(at, 'A measurement says no bit; write measure q[0] -> c[0];');
    scanner.expect(';', 'should end the measurement');
  }

  #assignment(guard: Guard): void {
    const target = readOperand(this.#scanner, this.#version, this.names.scope);
    const bits = this.names.places(target, 'bits');
    this.#scanner.expect('=', 'should stand behind a bit');
    if (!this.#scanner.sees('measure')) {
      throw fault(this.#scanner.next, `A bit is given ${shownToken(this.#scanner.next)}; only measurements are read.`);
    }
    this.#measureInto(bits, guard);
    this.#scanner.expect(';', 'should end the measurement');
  }

  #measureInto(bits: readonly number[], guard: Guard): void {
    const at = this.#scanner.next;
    this.#store(this.#measuredQubits(guard), bits, at);
  }

  /** Takes `measure q` and measures. A qubit that is measured already keeps its outcome, and is not measured anew. */
  #measuredQubits(guard: Guard): readonly number[] {
    const at = this.#scanner.take();
    if (guard.depth > 0) throw fault(at, 'A measurement stands inside an if; measure before or after it.');
    const operand = readOperand(this.#scanner, this.#version, this.names.scope);
    const qubits = this.names.places(operand, 'qubits');
    for (const qubit of qubits) {
      if (this.#measured.has(qubit)) continue;
      this.#measured.add(qubit);
      this.#expansion.measure(qubit, at);
    }
    return qubits;
  }

  #store(qubits: readonly number[], bits: readonly number[], at: Place): void {
    if (qubits.length !== bits.length) {
      throw fault(
        at,
        `${qubits.length} qubit(s) are measured into ${bits.length} bit(s); give as many bits as qubits.`,
      );
    }
    qubits.forEach((qubit, k) => {
      this.names.bits[bits[k]] = { qubit };
    });
  }

  #reset(): void {
    this.#scanner.take();
    const operand = readOperand(this.#scanner, this.#version, this.names.scope);
    for (const qubit of this.names.places(operand, 'qubits')) {
      if (!this.#touched.has(qubit) && !this.#measured.has(qubit)) continue;
      const name = cutShort(this.names.labels('qubits')[qubit]);
      throw fault(operand.at, `${name} is reset after it was used, which no circuit here can; use a fresh qubit.`);
    }
    this.#scanner.expect(';', 'should end the reset');
  }

  /** A barrier keeps compilers from moving gates past it, and changes nothing of what they do. */
  #barrier(): void {
    this.#scanner.take();
    const operands = this.#scanner.sees(';') ? [] : readOperands(this.#scanner, this.#version, this.names.scope);
    for (const operand of operands) this.names.places(operand, 'qubits');
    this.#scanner.expect(';', 'should end the barrier');
  }
}

/** A definition of the gate table as {@link Scanner.recorded} gives it from behind `gate` on. */
function writtenDefinition(definition: string | null): string | null {
  if (definition === null) return null;
  const scanner = new Scanner(definition);
  scanner.take();
  scanner.record();
  while (scanner.next.kind !== 'end') scanner.take();
  return scanner.recorded();
}

/** A constant of a type, refused where the type would change it. */
function typedConstant(type: string, value: Value, at: Place): Value {
  const { constant } = value;
  if (type === 'float') return numberValue(constant);
  if (type === 'angle') {
    if (constant >= 0 && constant < 2 * Math.PI) return numberValue(constant);
    throw fault(at, `A constant angle of ${constant} would be turned to 0 … 2 pi; declare it as float.`);
  }
  if (Number.isSafeInteger(constant) && (type === 'int' || constant >= 0)) return numberValue(constant, true);
  throw fault(at, `${constant} is no ${type}; declare it as float.`);
}
