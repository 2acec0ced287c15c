/** The scenes, in their order: what stands in the address, and what they are called. */
export const sceneNames = [
  { id: 'wall', title: 'The wall' },
  { id: 'turn', title: 'Your turn' },
  { id: 'learns', title: 'It learns' },
  { id: 'task', title: 'A real task' },
  { id: 'enough', title: 'How much is enough' },
] as const;

/** One of {@link sceneNames}. */
export type SceneId = (typeof sceneNames)[number]['id'];

/** Whether a tab is one of the scenes. */
export function isScene(tab: string): boolean {
  return sceneNames.some(({ id }) => id === tab);
}
