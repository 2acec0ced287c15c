// What can be set in the scene in which the game is learnt; all of it stands in the address.
import { EMBEDDINGS, EVERY, LOSSES, SEEDS, STEPS } from '../../questions/learns/asked.js';
import { numberSetting, wordSetting } from '../settings.js';

const SCENE = 'learns';

/** Which of a player's two inputs goes to its first qubit. */
export const embedding = wordSetting(SCENE, 'embedding', EMBEDDINGS);

/** What the training makes small. */
export const loss = wordSetting(SCENE, 'loss', LOSSES);

/** The seed of which the arrows are drawn. */
export const seed = numberSetting(SCENE, 'seed', { min: 1, max: SEEDS, step: 1, first: 1 });

/** The step that is shown once nothing plays: the last unless the reader chose one. */
export const step = numberSetting(SCENE, 'step', { min: 0, max: STEPS, step: 1, first: STEPS });

/** The moment of a step: the last that was looked at before it. */
export function momentOf(steps: number): number {
  return Math.floor(steps / EVERY);
}
