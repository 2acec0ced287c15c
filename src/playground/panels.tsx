import type { ComponentType } from 'preact';
import { type PanelId, panelNames } from './panel-names.js';
import { BenchmarkPanel } from './panels/benchmark.js';
import { CircuitPanel } from './panels/circuit.js';
import { DataPanel } from './panels/data.js';
import { EffectiveDimensionPanel } from './panels/effective-dimension.js';
import { GamesPanel } from './panels/games.js';
import { RacePanel } from './panels/race.js';
import { WhyPanel } from './panels/why.js';

/** One tab of the workshop. */
export interface PanelEntry {
  /** Stands in the address. */
  readonly id: PanelId;
  readonly title: string;
  readonly Panel: ComponentType;
}

const shownBy: Readonly<Record<PanelId, ComponentType>> = {
  race: RacePanel,
  circuit: CircuitPanel,
  why: WhyPanel,
  data: DataPanel,
  games: GamesPanel,
  'effective-dimension': EffectiveDimensionPanel,
  benchmark: BenchmarkPanel,
};

/** The tabs, in their order. */
export const panels: readonly PanelEntry[] = panelNames.map(({ id, title }) => ({ id, title, Panel: shownBy[id] }));
