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
  /** Of the depolarizing channel behind every gate; ascending, from 0. */
  readonly errors: readonly number[];
}

function sweepOf({ errors }: Size): Sweep {
  return {
    name: 'gate-noise',
    label: 'depolarizing error p behind every gate',
    what: 'error behind every gate',
    values: errors,
    networkAt: (shared, p) => ({
      ...shared,
      noise: p === 0 ? [] : [{ after: 'all', channel: 'depolarizing', p }],
    }),
  };
}

/** Beyond the figures: at which gate error the advantage of an ebit ends. */
export const gateNoise: Experiment<Size, SweepCell> = {
  name: 'gate-noise',
  part: NEXT_STEPS,
  title: 'Noisy processors: how good must gates be?',
  about:
    'A depolarizing channel of probability p behind every gate, those of the embedding included, on every qubit that the gate ' +
    'touches. Everything that is compared has the same noise and is trained with it: nothing shared, coins, ebits. Labels by the exact mean and by ' +
    'shots, models trained by the squared error; and S of the CHSH game.',
  sizes: joined(sweepSizes, {
    full: { errors: [0, 0.001, 0.003, 0.01, 0.03, 0.1] },
    quick: { errors: [0, 0.01, 0.1] },
    tiny: { errors: [0, 0.03] },
  }),
  cells: (size, known) => sweepCells(sweepOf(size), size, known),
  show: (cells, size) => ({
    ...sweepFindings(sweepOf(size), cells, size),
    records: sweepRecords(cells, size),
  }),
};
