// Compiles a circuit's layers into operations on one joint state of up to 24 qubits.
import type { DataAngle, ScaledAngle } from '../circuit/angle.js';
import { type FixedTerm, type Layer, type PhaseTerm, qubitsOf as qubitsOfSet } from '../circuit/normal-form.js';
import { JOINT_PERMUTED_BITS } from '../core/generated/layout.js';
import type { JointLayer, PermutationLayer } from './joint-form.js';
import { type NumberedAngles, numberOf } from './stage.js';
import { fixedPhases, hadamardScale, spectrumOf } from './walsh.js';

/** Most row bits of the low block: with the lowest qubit, tables of 1024 entries for one value of the crossing bits. */
const largestBlock = 9;

/** Row bits of the low block: about half of them, so that both tables are small beside the state. */
function lowBlockBits(rowBits: number): number {
  return Math.min(rowBits, largestBlock, Math.ceil(rowBits / 2) + 1);
}

/** High bits that one diagonal's low table may depend on: beyond them a further diagonal is opened. */
const largestCrossing = 4;

/** Terms and parameter-free phases of one table. */
export interface JointTable {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly terms: readonly { readonly slot: number; readonly angle: number; readonly coefficient: number }[];
}

export interface JointDiagonal {
  readonly lowBits: number;
  readonly highBits: number;
  readonly crossBits: number;
  /** Bits that the low table's angles depend on: the crossing ones only where a term with an angle crosses. */
  readonly lowAngleBits: number;
  /** For each high value the low table that it takes. */
  readonly crossIndex: Int32Array;
  readonly low: JointTable;
  readonly high: JointTable;
  /** Hadamards behind it whose scale it carries already: run backwards, both states meet it 2^(after/2) too large. */
  readonly after: number;
}

/** Tables of a permutation of the amplitudes, see joint-permutation.ts. */
export interface JointPermutation {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

export type JointOperation =
  | { readonly kind: 'permutation'; readonly permutation: JointPermutation }
  | { readonly kind: 'hadamard'; readonly mask: number; readonly column: boolean }
  | { readonly kind: 'diagonal'; readonly diagonal: JointDiagonal };

type Term = { readonly kind: 'phase'; readonly term: PhaseTerm } | { readonly kind: 'fixed'; readonly term: FixedTerm };

function qubitsOf({ term }: Term): number[] {
  return [...term.parity, ...term.controls.map((control) => control.qubit)];
}

/** The angles of a circuit on one row that are no parameters: of data, alone or times a parameter. */
export type InputAngles = NumberedAngles<DataAngle | ScaledAngle>;

/** Angle numbers: parameters keep theirs, those that the input enters follow behind `parameters`. */
function angleNumber({ angle }: PhaseTerm, parameters: number, inputs: InputAngles): number {
  if (angle.kind === 'constant') return -1;
  return angle.kind === 'parameter' ? angle.index : parameters + numberOf(inputs, angle);
}

function table(
  terms: readonly Term[],
  bits: number,
  bitOf: (qubit: number) => number,
  scale: number,
  parameters: number,
  inputs: InputAngles,
): JointTable {
  const phases = terms.flatMap((entry) => (entry.kind === 'phase' ? [entry.term] : []));
  const fixed = terms.flatMap((entry) => (entry.kind === 'fixed' ? [entry.term] : []));
  const { re, im } = fixedPhases(phases, fixed, bits, bitOf, scale);
  const even = (values: Float64Array): Float64Array => {
    if (values.length > 1) return values;
    return Float64Array.of(values[0], values[0]);
  };
  return {
    re: even(re),
    im: even(im),
    terms: phases.flatMap((term) =>
      term.angle.kind === 'constant'
        ? []
        : spectrumOf(term, bitOf).map(({ mask, coefficient }) => ({
            slot: mask,
            angle: angleNumber(term, parameters, inputs),
            coefficient,
          })),
    ),
  };
}

/** Splits a diagonal's terms so that each part crosses from few high bits, and compiles the parts. */
function diagonals(
  terms: readonly Term[],
  qubits: number,
  hadamards: { readonly before: number; readonly after: number },
  parameters: number,
  inputs: InputAngles,
  block: number | undefined,
): JointDiagonal[] {
  const scale = hadamardScale(hadamards.before + hadamards.after);
  const lowBits = block === undefined ? lowBlockBits(qubits - 1) : Math.min(qubits - 1, block);
  const highBits = qubits - 1 - lowBits;
  const bitOf = (qubit: number): number => qubits - 1 - qubit;
  const isHigh = (qubit: number): boolean => bitOf(qubit) > lowBits;
  const parts: { low: Term[]; high: Term[]; crossing: number[] }[] = [{ low: [], high: [], crossing: [] }];
  for (const term of terms) {
    const own = qubitsOf(term);
    const high = [...new Set(own.filter(isHigh))];
    if (high.length === own.length && own.length > 0) parts[0].high.push(term);
    else if (high.length === 0) parts[0].low.push(term);
    else {
      const fits = (part: { crossing: number[] }): boolean =>
        new Set([...part.crossing, ...high]).size <= Math.max(largestCrossing, high.length);
      let part = parts.find(fits);
      if (part === undefined) {
        part = { low: [], high: [], crossing: [] };
        parts.push(part);
      }
      part.low.push(term);
      part.crossing = [...new Set([...part.crossing, ...high])];
    }
  }
  return parts.map((part, n): JointDiagonal => {
    const crossing = part.crossing;
    const lowPlace = (qubit: number): number => (isHigh(qubit) ? lowBits + 1 + crossing.indexOf(qubit) : bitOf(qubit));
    const crossIndex = Int32Array.from({ length: 1 << highBits }, (_, high) =>
      crossing.reduce((index, qubit, i) => index | (((high >> (bitOf(qubit) - lowBits - 1)) & 1) << i), 0),
    );
    const turns = part.low.some(
      (entry) => entry.kind === 'phase' && entry.term.angle.kind !== 'constant' && qubitsOf(entry).some(isHigh),
    );
    return {
      lowBits,
      highBits,
      crossBits: crossing.length,
      lowAngleBits: lowBits + 1 + (turns ? crossing.length : 0),
      crossIndex,
      low: table(part.low, lowBits + 1 + crossing.length, lowPlace, n === 0 ? scale : 1, parameters, inputs),
      high: table(part.high, highBits, (qubit) => bitOf(qubit) - lowBits - 1, 1, parameters, inputs),
      after: hadamards.after,
    };
  });
}

/** Hadamards that may wait for their scale: with more of them the amplitudes would leave the range of a double. */
const mostWaiting = 256;

/** Layers with at least one diagonal, which carries the Hadamards' scale, and with further ones where too many wait. */
function withScales(layers: readonly JointLayer[]): readonly JointLayer[] {
  let waiting = 0;
  const closed = layers.flatMap((layer): JointLayer[] => {
    waiting = layer.kind === 'hadamard' ? waiting + layer.qubits.length : layer.kind === 'diagonal' ? 0 : waiting;
    if (waiting <= mostWaiting) return [layer];
    waiting = 0;
    return [layer, noTerms];
  });
  return closed.some(({ kind }) => kind === 'diagonal') ? closed : [...closed, noTerms];
}

const noTerms: Layer = { kind: 'diagonal', terms: [], fixed: [] };

function hadamardsIn(layers: readonly JointLayer[]): number {
  return layers.reduce((sum, layer) => sum + (layer.kind === 'hadamard' ? layer.qubits.length : 0), 0);
}

/** Bytes from the state's start to the amplitude of a basis state, as the permutation kernel takes them. */
function bytesTo(state: number): number {
  return ((state >> 1) << 5) | ((state & 1) << 3);
}

/** Where each amplitude comes from: its bytes are those of the index's low bits, exclusive-or those of its high bits. */
function permutation({ columns, offset }: PermutationLayer, qubits: number): JointPermutation {
  const stateOf = (places: number): number =>
    qubitsOfSet(places).reduce((state, qubit) => state | (1 << (qubits - 1 - qubit)), 0);
  const lowBits = Math.min(qubits, JOINT_PERMUTED_BITS);
  const tableOf = (first: number, bits: number, start: number): Int32Array => {
    const table = new Int32Array(1 << bits);
    table[0] = start;
    for (let bit = 0; bit < bits; bit++) {
      const column = bytesTo(stateOf(columns[qubits - 1 - first - bit]));
      for (let k = 0; k < 1 << bit; k++) table[k | (1 << bit)] = table[k] ^ column;
    }
    return table;
  };
  return { low: tableOf(0, lowBits, bytesTo(stateOf(offset))), high: tableOf(lowBits, qubits - lowBits, 0) };
}

/**
 * Compiles layers. Every diagonal carries the scale of the Hadamards since the one before, and the last one that of those
 * behind it too; Hadamards without any get a diagonal for theirs.
 *
 * @param form - the circuit's layers on its number of qubits, with its number of parameters
 * @param inputs - gets the angles that the input enters; their numbers follow those of the parameters
 * @param block - row bits of the low block, where another number than the usual one is wanted
 */
export function compileJoint(
  form: { readonly qubits: number; readonly layers: readonly JointLayer[]; readonly parameters: number },
  inputs: InputAngles,
  block?: number,
): JointOperation[] {
  const { qubits, parameters } = form;
  const layers = withScales(form.layers);
  const last = layers.findLastIndex(({ kind }) => kind === 'diagonal');
  let waiting = 0;
  return layers.flatMap((layer, n): JointOperation[] => {
    if (layer.kind === 'permutation') return [{ kind: 'permutation', permutation: permutation(layer, qubits) }];
    if (layer.kind === 'hadamard') {
      let mask = 0;
      for (const qubit of layer.qubits) if (qubit < qubits - 1) mask |= 1 << (qubits - 2 - qubit);
      waiting += layer.qubits.length;
      return [{ kind: 'hadamard', mask, column: layer.qubits.includes(qubits - 1) }];
    }
    const terms = [
      ...layer.terms.map((term): Term => ({ kind: 'phase', term })),
      ...layer.fixed.map((term): Term => ({ kind: 'fixed', term })),
    ];
    const hadamards = { before: waiting, after: n === last ? hadamardsIn(layers.slice(n)) : 0 };
    waiting = 0;
    return diagonals(terms, qubits, hadamards, parameters, inputs, block).map((diagonal) => ({
      kind: 'diagonal',
      diagonal,
    }));
  });
}
