// Compiles layers of a normal form into a stage: passes over four rows at a time, tables and terms.
import { type DataAngle, inputOf, type ScaledAngle } from '../circuit/angle.js';
import type { FixedTerm, Layer, PhaseTerm } from '../circuit/normal-form.js';
import { type BitOf, fixedPhases, hadamardScale, spectrumOf } from './walsh.js';

/** A pass as the numbers of the PASS_ fields of the layout. */
export type Pass = readonly [number, number, number, number, number, number];

/** A compiled stage as plain numbers; see the STAGE_ fields of the layout for what each is. */
export interface Stage {
  readonly rowBits: number;
  readonly columns: number;
  /** Table stride: the number of diagonals made even. */
  readonly diagonals: number;
  readonly passes: readonly Pass[];
  /** The parameter-free part, [rows][diagonals][re, im]. */
  readonly base: Float64Array;
  /** Number of different sums of angles, made even: diagonals with the same terms share one. */
  readonly phases: number;
  readonly phaseOf: readonly number[];
  /** Sorted by phase. */
  readonly terms: readonly { readonly slot: number; readonly angle: number; readonly coefficient: number }[];
  readonly termStart: readonly number[];
  readonly laneTables: readonly {
    readonly diagonal: number;
    readonly terms: readonly LaneTerm[];
  }[];
  /** Number of states that the history of a run holds. */
  readonly history: number;
}

/** A data angle's share of the Walsh coefficient at a mask, which a parameter multiplies where `angle` is not null. */
export interface LaneTerm {
  readonly mask: number;
  readonly data: number;
  readonly angle: number | null;
  readonly coefficient: number;
}

/** Distinct angles that the input enters, numbered as they are met. */
export interface NumberedAngles<A extends DataAngle | ScaledAngle> {
  readonly list: A[];
}

/** The distinct data angles of a processor. */
export type DataAngles = NumberedAngles<DataAngle>;

/** The number of an angle, given when it is first met. */
export function numberOf<A extends DataAngle | ScaledAngle>(angles: NumberedAngles<A>, angle: A): number {
  const key = JSON.stringify(angle);
  const known = angles.list.findIndex((other) => JSON.stringify(other) === key);
  if (known >= 0) return known;
  angles.list.push(angle);
  return angles.list.length - 1;
}

function bitsOf(mask: number): number[] {
  const bits: number[] = [];
  for (let bit = 0; mask >> bit !== 0; bit++) if (((mask >> bit) & 1) === 1) bits.push(bit);
  return bits;
}

/** Layers with the scale of the Hadamards in front of each diagonal; made by {@link pairLayers}. */
export interface PairedLayers {
  /** Hadamard masks in front of each diagonal, and behind the last one: one more than diagonals. */
  readonly hadamards: readonly number[];
  readonly diagonals: readonly {
    readonly terms: readonly PhaseTerm[];
    readonly fixed: readonly FixedTerm[];
    readonly scale: number;
  }[];
}

/**
 * Brings layers into the form H D H D ... H. Each diagonal carries the scale of the Hadamards in front of it, the last
 * one also that of those behind it. With `normalised` false all scales are 1.
 */
export function pairLayers(layers: readonly Layer[], bitOf: BitOf, normalised: boolean): PairedLayers {
  const hadamards: number[] = [0];
  const diagonals: { terms: readonly PhaseTerm[]; fixed: readonly FixedTerm[]; count: number }[] = [];
  for (const layer of layers) {
    const last = hadamards.length - 1;
    if (layer.kind === 'hadamard') for (const qubit of layer.qubits) hadamards[last] ^= 1 << bitOf(qubit);
    else {
      diagonals.push({ terms: layer.terms, fixed: layer.fixed, count: bitsOf(hadamards[last]).length });
      hadamards.push(0);
    }
  }
  const behind = bitsOf(hadamards[hadamards.length - 1]).length;
  if (behind > 0 && diagonals.length === 0) {
    diagonals.push({ terms: [], fixed: [], count: 0 });
    hadamards.unshift(0);
  }
  if (behind > 0) diagonals[diagonals.length - 1].count += behind;
  return {
    hadamards,
    diagonals: diagonals.map(({ terms, fixed, count: n }) => ({
      terms,
      fixed,
      scale: normalised ? hadamardScale(n) : 1,
    })),
  };
}

/**
 * The passes: each diagonal takes along up to two Hadamard bits on either side.
 *
 * @param hadamards - masks in front of each diagonal, and behind the last one
 * @param first - number of the first diagonal
 */
export function passesOf(
  hadamards: readonly number[],
  rowBits: number,
  first = 0,
  laneTableOf: (diagonal: number) => number = () => -1,
): Pass[] {
  const passes: Pass[] = [];
  const alone = (mask: number): void => {
    const bits = bitsOf(mask);
    for (let i = 0; i < bits.length; i += 2) {
      const second = i + 1 < bits.length;
      const other = bits[i] === 0 ? 1 : 0;
      const pair = [bits[i], second ? bits[i + 1] : other].sort((a, b) => a - b);
      const used = second ? 3 : pair[0] === bits[i] ? 1 : 2;
      passes.push([pair[0], pair[1], used, 0, -1, -1]);
    }
  };
  let done = 0;
  for (let n = 0; n + 1 < hadamards.length; n++) {
    const waiting = hadamards[n] & ~done;
    const next = hadamards[n + 1];
    const preferred = [...bitsOf(waiting & next), ...bitsOf(waiting & ~next), ...bitsOf(next & ~waiting)];
    for (let bit = 0; preferred.length < 2; bit++) if (!preferred.includes(bit) && bit < rowBits) preferred.push(bit);
    const [lo, hi] = preferred.slice(0, 2).sort((a, b) => a - b);
    const part = (mask: number): number => ((mask >> lo) & 1) | (((mask >> hi) & 1) << 1);
    alone(waiting & ~((1 << lo) | (1 << hi)));
    passes.push([lo, hi, part(waiting), part(next), first + n, laneTableOf(n)]);
    done = next & ((1 << lo) | (1 << hi));
  }
  alone(hadamards[hadamards.length - 1] & ~done);
  return passes;
}

/**
 * Compiles layers that act on the rows alone. `rowBits` is at least 2.
 *
 * @param dataAngles - gets the data angles that the layers hold, and what the input makes of the scaled ones
 */
export function compileStage(
  layers: readonly Layer[],
  rowBits: number,
  columns: number,
  bitOf: BitOf,
  dataAngles: DataAngles,
  normalised = true,
): Stage {
  const paired = pairLayers(layers, bitOf, normalised);
  const used = paired.diagonals.length;
  const diagonals = used + (used % 2);
  const rows = 1 << rowBits;
  const base = new Float64Array(2 * rows * diagonals);
  const phaseOf = new Array<number>(diagonals).fill(0);
  const shared = new Map<string, number>();
  const sums: ParameterTerm[][] = [];
  const laneTables: { diagonal: number; terms: LaneTerm[] }[] = [];
  const tableOf = new Map<number, number>();
  // Equal layers have equal fixed parts.
  const fixedParts = new Map<string, ReturnType<typeof fixedPhases>>();
  paired.diagonals.forEach((diagonal, n) => {
    const part = fixedKey(diagonal);
    const fixed = fixedParts.get(part) ?? fixedPhases(diagonal.terms, diagonal.fixed, rowBits, bitOf, diagonal.scale);
    fixedParts.set(part, fixed);
    for (let row = 0; row < rows; row++) {
      base[2 * (row * diagonals + n)] = fixed.re[row];
      base[2 * (row * diagonals + n) + 1] = fixed.im[row];
    }
    const sum: ParameterTerm[] = [];
    const lane: LaneTerm[] = [];
    for (const term of diagonal.terms) {
      const { angle } = term;
      if (angle.kind === 'constant') continue;
      for (const { mask, coefficient } of spectrumOf(term, bitOf)) {
        if (angle.kind === 'parameter') sum.push({ mask, angle: angle.index, coefficient });
        else {
          const scaledBy = angle.kind === 'scaled' ? angle.index : null;
          lane.push({ mask, data: numberOf(dataAngles, inputOf(angle)), angle: scaledBy, coefficient });
        }
      }
    }
    sum.sort((a, b) => a.mask - b.mask || a.angle - b.angle || a.coefficient - b.coefficient);
    const key = sum.map(({ mask, angle, coefficient }) => `${mask} ${angle} ${coefficient}`).join();
    const phase = shared.get(key) ?? sums.length;
    if (phase === sums.length) {
      shared.set(key, phase);
      sums.push(sum);
    }
    phaseOf[n] = phase;
    if (lane.length > 0) {
      tableOf.set(n, laneTables.length);
      laneTables.push({ diagonal: n, terms: lane });
    }
  });
  const phases = sums.length + (sums.length % 2);
  const terms = sums.flatMap((sum, phase) =>
    sum.map(({ mask, angle, coefficient }) => ({ slot: mask * phases + phase, angle, coefficient })),
  );
  const termStart = [0];
  for (const sum of sums) termStart.push(termStart[termStart.length - 1] + sum.length);
  const passes = passesOf(paired.hadamards, rowBits, 0, (n) => tableOf.get(n) ?? -1);
  return { rowBits, columns, diagonals, passes, base, phases, phaseOf, terms, termStart, laneTables, history: used };
}

/** All that the parameter-free part of a diagonal depends on, as text. */
function fixedKey({ terms, fixed, scale }: PairedLayers['diagonals'][number]): string {
  let key = `${scale}`;
  for (const { parity, controls, even, odd } of fixed) {
    key += `|${parity} ${even} ${odd}`;
    for (const { qubit, value } of controls) key += ` ${qubit}:${value}`;
  }
  const constants = terms.filter(({ angle }) => angle.kind === 'constant');
  return constants.length === 0 ? key : `${key}|${JSON.stringify(constants)}`;
}

/** One angle's share of the Walsh coefficient at a mask. */
interface ParameterTerm {
  readonly mask: number;
  readonly angle: number;
  readonly coefficient: number;
}
