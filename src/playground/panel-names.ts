/** The tabs of the workshop, in their order: what stands in the address, and what they are called. */
export const panelNames = [
  { id: 'race', title: 'Race' },
  { id: 'circuit', title: 'Circuit' },
  { id: 'why', title: 'Why' },
  { id: 'data', title: 'Data' },
  { id: 'games', title: 'Games' },
  { id: 'effective-dimension', title: 'Effective dimension' },
  { id: 'benchmark', title: 'Benchmark' },
] as const;

/** One of {@link panelNames}. */
export type PanelId = (typeof panelNames)[number]['id'];

/** Whether a tab is one of the workshop's. */
export function isPanel(tab: string): boolean {
  return panelNames.some(({ id }) => id === tab);
}
