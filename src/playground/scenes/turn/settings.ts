import { numberSetting, wordSetting } from '../settings.js';

/** The parts of the scene. */
export const parts = ['fixed', 'ebit', 'games'] as const;

/** One of {@link parts}. */
export type Part = (typeof parts)[number];

/** The part that is open. */
export const part = wordSetting('turn', 'part', parts);

/** Which of the 16 fixed strategies it is: bit 3 for A asked 0, 2 for A asked 1, 1 and 0 for B; a bit that is set is -1. */
export const fixed = numberSetting('turn', 'answers', { min: 0, max: 15, step: 1, first: 0 });

const angle = (name: string, first: number) => numberSetting('turn', name, { min: 0, max: 359, step: 1, first });

/** Where the arrows point at first, degrees: A's for 0 and 1, B's for 0 and 1. */
export const FIRST_ANGLES = [0, 45, 0, 90] as const;

/** Where the arrows point, degrees. */
export const angles = ['A0', 'A1', 'B0', 'B1'].map((name, i) => angle(name, FIRST_ANGLES[i]));

/** The games with names that can be played by hand. */
export const gameNames = ['chsh', 'odd-cycle 5', 'chained 3', 'access 3', 'inner-product 2'] as const;

/** One of {@link gameNames}. */
export type GameName = (typeof gameNames)[number];

/** The game that is open. */
export const gameName = wordSetting('turn', 'game', gameNames);

/** The answers in that game, a bit for each question, A's first; a bit that is set is -1. */
export const hand = numberSetting('turn', 'hand', { min: 0, max: 65_535, step: 1, first: 0 });
