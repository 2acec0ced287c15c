import type { ComponentType } from 'preact';
import { type SceneId, sceneNames } from './scene-names.js';
import { EnoughScene } from './scenes/enough.js';
import { LearnsScene } from './scenes/learns.js';
import { TaskScene } from './scenes/task.js';
import { TurnScene } from './scenes/turn.js';
import { WallScene } from './scenes/wall.js';

/** One scene of the story. */
export interface SceneEntry {
  /** Stands in the address. */
  readonly id: SceneId;
  readonly title: string;
  readonly Scene: ComponentType;
}

const shownBy: Readonly<Record<SceneId, ComponentType>> = {
  wall: WallScene,
  turn: TurnScene,
  learns: LearnsScene,
  task: TaskScene,
  enough: EnoughScene,
};

/** What does an ebit buy? The scenes, in their order. */
export const scenes: readonly SceneEntry[] = sceneNames.map(({ id, title }) => ({ id, title, Scene: shownBy[id] }));
