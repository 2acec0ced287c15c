import { ranksFigure } from '../ranks.js';

/** Fig. 2c: effective dimension by depth. */
export const fig2c = ranksFigure('fig2c', 'Fig. 2c: effective dimension by depth', [0]);
