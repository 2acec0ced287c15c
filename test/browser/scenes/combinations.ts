import { sceneNames } from '../../../src/playground/scene-names.js';
import type { Way } from './driver.js';

/** One way in which a scene is looked at. */
export interface Combination {
  readonly id: string;
  readonly size: 'wide' | 'phone';
  readonly theme: 'light' | 'dark';
  readonly motion: 'no-preference' | 'reduce';
  readonly by: Way;
}

/** The sizes in CSS pixels. */
export const sizes = { wide: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } } as const;

/** Which of its two values each property has; a scene has one of these rows and its opposite. */
const rows = [0b0000, 0b0011, 0b0101, 0b0110, 0b1100];

function combination(id: string, bits: number): Combination {
  const has = (place: number) => (bits >> place) % 2 === 1;
  return {
    id,
    size: has(3) ? 'phone' : 'wide',
    theme: has(2) ? 'dark' : 'light',
    motion: has(1) ? 'reduce' : 'no-preference',
    by: has(0) ? 'touch' : 'keyboard',
  };
}

/**
 * Ten of the eighty combinations of scene, size, colours, motion and way: every two values of every two of these occur
 * together in one of them, which their test counts.
 */
export const pairwise: readonly Combination[] = sceneNames.flatMap(({ id }, i) => [
  combination(id, rows[i]),
  combination(id, 0b1111 - rows[i]),
]);

/** Every scene at one size. */
export const atOneSize: readonly Combination[] = sceneNames.map(({ id }, i) => ({
  ...combination(id, i % 2 === 0 ? 0b0000 : 0b0101),
  size: 'wide',
}));
