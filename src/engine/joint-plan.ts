// Compiles a circuit's normal form into operations on one joint state of up to 24 qubits.
import type { FixedTerm, Layer, NormalForm, PhaseTerm } from '../circuit/normal-form.js';
import { type DataAngles, numberOf } from './stage.js';
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

export type JointOperation =
  | { readonly kind: 'hadamard'; readonly mask: number; readonly column: boolean }
  | { readonly kind: 'diagonal'; readonly diagonal: JointDiagonal };

type Term = { readonly kind: 'phase'; readonly term: PhaseTerm } | { readonly kind: 'fixed'; readonly term: FixedTerm };

function qubitsOf({ term }: Term): number[] {
  return [...term.parity, ...term.controls.map((control) => control.qubit)];
}

/** Angle numbers: parameters keep theirs, data angles follow behind `parameters`. */
function angleNumber(term: PhaseTerm, parameters: number, data: DataAngles): number {
  return term.angle.kind === 'parameter'
    ? term.angle.index
    : term.angle.kind === 'data'
      ? parameters + numberOf(data, term.angle)
      : -1;
}

function table(
  terms: readonly Term[],
  bits: number,
  bitOf: (qubit: number) => number,
  scale: number,
  parameters: number,
  data: DataAngles,
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
            angle: angleNumber(term, parameters, data),
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
  data: DataAngles,
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
      low: table(part.low, lowBits + 1 + crossing.length, lowPlace, n === 0 ? scale : 1, parameters, data),
      high: table(part.high, highBits, (qubit) => bitOf(qubit) - lowBits - 1, 1, parameters, data),
      after: hadamards.after,
    };
  });
}

/**
 * Compiles a normal form. Every diagonal carries the scale of the Hadamards in front of it, and the last one that of those
 * behind it too; Hadamards alone get a diagonal for theirs.
 *
 * @param data - gets the data angles; their numbers follow those of the parameters
 * @param block - row bits of the low block, where another number than the usual one is wanted
 */
export function compileJoint(form: NormalForm, data: DataAngles, block?: number): JointOperation[] {
  const { qubits, parameters } = form;
  const layers = form.layers.some(({ kind }) => kind === 'diagonal') ? form.layers : [...form.layers, noTerms];
  const last = layers.findLastIndex(({ kind }) => kind === 'diagonal');
  let waiting = 0;
  return layers.flatMap((layer, n): JointOperation[] => {
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
    const behind = layers[n + 1];
    const hadamards = { before: waiting, after: n === last && behind?.kind === 'hadamard' ? behind.qubits.length : 0 };
    waiting = 0;
    return diagonals(terms, qubits, hadamards, parameters, data, block).map((diagonal) => ({
      kind: 'diagonal',
      diagonal,
    }));
  });
}

const noTerms: Layer = { kind: 'diagonal', terms: [], fixed: [] };
