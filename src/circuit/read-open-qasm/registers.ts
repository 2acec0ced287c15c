// The names of a program: its registers of qubits and bits, its constants and inputs. All share one space.
import { cutShort } from '../../shown-value.js';
import { maxFeatures, maxParameters } from '../angle.js';
import { maxQubits } from '../circuit.js';
import type { Operand } from './calls.js';
import { isConstantName, type Scope, type Version } from './expressions.js';
import { fault, hintOf, type Place } from './fault.js';
import { featureValue, parameterValue, type Value } from './value.js';

/** A stretch of the circuit's qubits, or of the program's bits. */
interface Register {
  readonly kind: 'qubits' | 'bits';
  readonly name: string;
  readonly start: number;
  readonly size: number;
  /** Whether it was declared with a size, so that its parts have an index. */
  readonly isIndexed: boolean;
}

/** What a bit holds: the outcome of a qubit, a number, or nothing yet. */
export type BitContent = { readonly qubit: number } | 0 | 1 | null;

/** An input of a program, and where its value goes in a circuit. */
export interface OpenQasmInput {
  readonly name: string;
  readonly kind: 'parameter' | 'feature';
  /** Counted from 0 among the circuit's parameters, or its features. */
  readonly index: number;
}

const MAX_BITS = 10_000;

/** Words that begin statements, stand for types or are gates of the language, which no name may be. */
const reserved: Readonly<Record<Version, string>> = {
  2: ' OPENQASM include qreg creg gate opaque measure reset barrier if U CX ',
  3:
    ' OPENQASM include qubit qreg bit creg gate opaque measure reset barrier if else const input output ctrl negctrl inv pow' +
    ' float int uint angle bool complex array duration stretch true false for while def return extern let box delay end' +
    ' switch case default break continue cal defcal defcalgrammar pragma in void readonly mutable gphase U ',
};

/** Whether a word is one of the language's own. */
export function isReserved(word: string, version: Version): boolean {
  return reserved[version].includes(` ${word} `);
}

/** The names of a program so far. */
export class Names {
  readonly inputs: OpenQasmInput[] = [];
  readonly bits: BitContent[] = [];
  readonly #registers = new Map<string, Register>();
  readonly #values = new Map<string, Value>();
  readonly #gates = new Set<string>();
  readonly #features: readonly string[] | null;
  readonly #version: Version;
  readonly #parameters: number[] = [];
  #qubits = 0;

  /** @param features - the inputs that are features, in their order; null for those called x0, x1 and so on */
  constructor(features: readonly string[] | null, version: Version) {
    this.#features = features;
    this.#version = version;
  }

  /** How many qubits there are so far. */
  get qubits(): number {
    return this.#qubits;
  }

  /** The constants and inputs. */
  readonly scope: Scope = (name) => this.#values.get(name) ?? null;

  /** The names of all bits or qubits, in their order: `q[0]`, or `q` where there is one without an index. */
  labels(kind: Register['kind']): string[] {
    return [...this.#registers.values()]
      .filter((register) => register.kind === kind)
      .flatMap(({ name, size, isIndexed }) =>
        Array.from({ length: size }, (_, k) => (isIndexed ? `${name}[${k}]` : name)),
      );
  }

  /** Adds a register; bits hold `content` at first. */
  declare(kind: Register['kind'], name: string, size: number | null, content: BitContent, at: Place): void {
    this.take(name, at);
    const count = size ?? 1;
    if (!Number.isInteger(count) || count < 1) {
      throw fault(at, `${cutShort(name)} has the size ${count}; give an integer of 1 or more.`, 'range');
    }
    const start = kind === 'qubits' ? this.#qubits : this.bits.length;
    if (kind === 'qubits' && start + count > maxQubits) {
      const most = `the limit is ${maxQubits}`;
      throw fault(at, `With ${cutShort(name)} the program has ${start + count} qubits; ${most}. Use fewer.`, 'memory');
    }
    if (kind === 'bits' && start + count > MAX_BITS) {
      throw fault(
        at,
        `With ${cutShort(name)} the program has ${start + count} bits; the limit is ${MAX_BITS}.`,
        'range',
      );
    }
    this.#registers.set(name, { kind, name, start, size: count, isIndexed: size !== null });
    if (kind === 'qubits') this.#qubits += count;
    else for (let k = 0; k < count; k++) this.bits.push(content);
  }

  /** Adds a constant. */
  declareConstant(name: string, value: Value, at: Place): void {
    this.take(name, at);
    this.#values.set(name, value);
  }

  /** Adds an input: a feature, or the parameter that its name says, or the first that is free. */
  declareInput(name: string, at: Place): void {
    this.take(name, at);
    const feature = this.#features === null ? numberBehind('x', name) : this.#features.indexOf(name);
    if (feature >= maxFeatures) {
      throw fault(at, `${cutShort(name)} is feature ${feature}; the limit is ${maxFeatures - 1}. Rename it.`, 'range');
    }
    if (feature >= 0) {
      this.inputs.push({ name, kind: 'feature', index: feature });
      this.#values.set(name, featureValue(feature));
      return;
    }
    const index = numberBehind('theta', name);
    if (index >= maxParameters || this.#parameters.length === maxParameters) {
      const most = `the limit is ${maxParameters - 1}`;
      throw fault(at, `${cutShort(name)} is parameter ${Math.max(index, this.#parameters.length)}; ${most}.`, 'range');
    }
    this.#values.set(name, parameterValue(this.#parameters.length));
    this.#parameters.push(index);
    this.inputs.push({ name, kind: 'parameter', index });
  }

  /**
   * The index of every parameter in the circuit, in the order in which they were declared, which is what values hold until
   * all names are known: theta3 is 3, and the others take the lowest that are left.
   */
  settledParameters(): readonly number[] {
    const taken = new Set(this.#parameters);
    let free = 0;
    return this.#parameters.map((index) => {
      if (index >= 0) return index;
      while (taken.has(free)) free++;
      return free++;
    });
  }

  /** Takes a name for something new. */
  take(name: string, at: Place): void {
    const isTaken = this.#registers.has(name) || this.#values.has(name) || this.#gates.has(name);
    if (!isTaken && !isConstantName(name, this.#version) && !isReserved(name, this.#version)) return;
    throw fault(at, `The name "${cutShort(name)}" is taken already; use another one.`);
  }

  /** Takes a name for a gate. */
  takeGate(name: string, at: Place): void {
    this.take(name, at);
    this.#gates.add(name);
  }

  /** Whether a name is a register of bits. */
  isBits(name: string): boolean {
    return this.#registers.get(name)?.kind === 'bits';
  }

  /** The bits or qubits that an operand names, in their order. */
  places(operand: Operand, kind: Register['kind']): readonly number[] {
    const { name, index, at } = operand;
    const register = this.#registers.get(name);
    if (register === undefined || register.kind !== kind) {
      const what = kind === 'qubits' ? 'register of qubits' : 'register of bits';
      const known = [...this.#registers.values()].filter((one) => one.kind === kind).map((one) => one.name);
      throw fault(at, `There is no ${what} "${cutShort(name)}".${hintOf(name, known) || ' Declare it before.'}`);
    }
    const { start, size, isIndexed } = register;
    if (index === null) return Array.from({ length: size }, (_, k) => start + k);
    if (!isIndexed) throw fault(at, `"${cutShort(name)}" is one alone; leave its index out.`);
    const place = index < 0 ? index + size : index;
    if (place >= 0 && place < size) return [start + place];
    throw fault(at, `${cutShort(name)} has the index ${index}; give an integer from 0 to ${size - 1}.`, 'range');
  }

  /** Whether an operand names a whole register. */
  isWhole({ name, index }: Operand): boolean {
    return index === null && this.#registers.get(name)?.isIndexed === true;
  }
}

/** The number behind a letter in names such as x12, and -1 for any other name. */
function numberBehind(letters: string, name: string): number {
  const digits = name.startsWith(letters) ? name.slice(letters.length) : '';
  return /^(?:0|[1-9]\d{0,14})$/.test(digits) ? Number(digits) : -1;
}
