// What can be set in the scene of ranks; it stands in the address.
import { numberSetting } from '../settings.js';

/** The numbers of inputs through which it goes by itself. */
export const STOPS = [25, 50, 100, 200, 400] as const;

/** The fewest and the most inputs that can be chosen. */
export const FEWEST = 10;
export const MOST = 400;

/** N, the number of inputs; where it is not told it goes through {@link STOPS} and stays at the last. */
export const chosenInputs = numberSetting('enough', 'n', { min: FEWEST, max: MOST, step: 1, first: MOST });
