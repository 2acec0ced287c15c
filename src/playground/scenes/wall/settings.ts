import { numberSetting, wordSetting } from '../settings.js';

/** How fast the rounds follow each other. */
export const speeds = ['normal', 'slow', 'fast'] as const;

/** One of {@link speeds}. */
export type Speed = (typeof speeds)[number];

export const MOST_SEED = 999_999;

/** How fast it is played. */
export const speed = wordSetting('wall', 'speed', speeds);

/** What chance hangs on. */
export const seed = numberSetting('wall', 'seed', { min: 1, max: MOST_SEED, step: 1, first: 1 });

/** The fidelity of the pair that stands in for the ebit. */
export const fidelity = numberSetting('wall', 'F', { min: 0.25, max: 1, step: 0.01, first: 1 });
