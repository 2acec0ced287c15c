import type { ComponentType } from 'preact';
import { BenchmarkPanel } from './panels/benchmark.js';
import { CircuitPanel } from './panels/circuit.js';
import { DataPanel } from './panels/data.js';
import { EffectiveDimensionPanel } from './panels/effective-dimension.js';
import { RacePanel } from './panels/race.js';
import { WhyPanel } from './panels/why.js';

/** One tab of the page. */
export interface PanelEntry {
  /** Stands in the address. */
  readonly id: string;
  readonly title: string;
  readonly Panel: ComponentType;
}

/** The tabs, in their order. */
export const panels: readonly PanelEntry[] = [
  { id: 'race', title: 'Race', Panel: RacePanel },
  { id: 'circuit', title: 'Circuit', Panel: CircuitPanel },
  { id: 'why', title: 'Why', Panel: WhyPanel },
  { id: 'data', title: 'Data', Panel: DataPanel },
  { id: 'effective-dimension', title: 'Effective dimension', Panel: EffectiveDimensionPanel },
  { id: 'benchmark', title: 'Benchmark', Panel: BenchmarkPanel },
];
