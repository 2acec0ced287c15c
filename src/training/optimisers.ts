import { adamKind } from './adam.js';
import type { Optimiser, OptimiserKind, OptimiserState } from './optimiser.js';

/** All kinds of optimisers by name; a new one is a file and a line here. */
const optimisers = { adam: adamKind };

type SettingsOf<Kind> = Kind extends OptimiserKind<infer Settings, infer _> ? Settings : never;

/** The complete settings of an optimiser. */
export type OptimiserPlan = SettingsOf<(typeof optimisers)[keyof typeof optimisers]>;

/** Returns the optimiser of checked, complete settings. */
export function openOptimiser(plan: OptimiserPlan): Optimiser {
  const kind = optimisers[plan.kind] as OptimiserKind<OptimiserPlan, OptimiserState>;
  return kind.open(plan);
}
