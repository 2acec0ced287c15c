import { exp } from '../../core/math.js';
import type { EbitSpec, ProcessorSpec } from '../../network/network-spec.js';
import { type Experiment, joined, NEXT_STEPS } from '../experiment.js';
import {
  type Sweep,
  type SweepCell,
  type SweepSize,
  sweepCells,
  sweepFindings,
  sweepRecords,
  sweepSizes,
} from './sweep.js';

interface Size extends SweepSize {
  /** Of both halves, in units of T2; ascending, from 0. */
  readonly waits: readonly number[];
  /** Of the links; descending, from 1. */
  readonly fidelities: readonly number[];
}

/** So long that populations do not change: what waits loses its phase alone, for which S has a closed form. */
const T1 = 1e9;

/** With a second qubit a constant answer is always to be had. */
const atLeast2 = (score: number) => Math.max(2, score);

function waiting({ waits }: Size): Sweep {
  return {
    name: 'waiting',
    label: 'waiting time over T2',
    what: 'waiting time over T2',
    values: waits,
    networkAt: ({ ebits, coins }, age, qubits) => {
      if (ebits === 0) return { ebits, coins };
      const memory = { t1: T1, t2: 1 };
      const processors = ['A', 'B'].map((name): ProcessorSpec => ({ name, qubits, memory }));
      const pair = (_: unknown, i: number): EbitSpec => ({ between: [`A.${i}`, `B.${i}`], age });
      return { processors, ebits: Array.from({ length: ebits }, pair) };
    },
    // Phase damping of both halves: XX and YY by (1 - g), 1 - g = exp(-2 t / T2).
    form: (age) => atLeast2(2 * Math.sqrt(1 + exp(-4 * age))),
  };
}

function links({ fidelities }: Size): Sweep {
  return {
    name: 'link-fidelity',
    label: 'fidelity F of the link',
    what: 'fidelity of the link',
    values: fidelities,
    networkAt: ({ ebits, coins }, fidelity) => (ebits === 0 ? { ebits, coins } : { ebits, coins, fidelity }),
    form: (fidelity) => atLeast2((2 * Math.SQRT2 * (4 * fidelity - 1)) / 3),
  };
}

/** Beyond the figures: how long halves may wait, and how good links must be. */
export const memory: Experiment<Size, SweepCell> = {
  name: 'memory',
  part: NEXT_STEPS,
  title: 'Real links: how long may halves wait, how good must a link be?',
  about:
    'Both halves of each pair wait in memories that lose the phase with T2 and keep populations (no T1); and links that give ' +
    'Werner pairs of some fidelity. Coins do not decay. Models are trained with what they are used with. The dotted line is ' +
    'the largest S of one such pair where a constant answer is to be had as well: max(2, 2 sqrt(1 + exp(-4 t / T2))), and ' +
    'max(2, 2 sqrt 2 (4F - 1) / 3).',
  sizes: joined(sweepSizes, {
    full: { waits: [0, 0.1, 0.25, 0.5, 1, 2], fidelities: [1, 0.95, 0.9, 0.8, 0.7, 0.5, 0.25] },
    quick: { waits: [0, 0.5, 2], fidelities: [1, 0.8, 0.5] },
    tiny: { waits: [0, 1], fidelities: [1, 0.5] },
  }),
  cells: (size, known) => [waiting(size), links(size)].flatMap((sweep) => sweepCells(sweep, size, known)),
  show: (cells, size) => {
    const [one, other] = [waiting(size), links(size)].map((sweep) => sweepFindings(sweep, cells, size));
    return {
      words: [...one.words, ...other.words.filter((word) => !one.words.includes(word))],
      tables: [...one.tables, ...other.tables],
      figures: [...one.figures, ...other.figures],
      records: sweepRecords(cells, size),
    };
  },
};
