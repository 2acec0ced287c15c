import { mixings, ranksFigure } from '../ranks.js';

/** Fig. S6: the same as Fig. 2c, without and with mixing layers. */
export const figS6 = ranksFigure('figS6', 'Fig. S6: effective dimension without and with mixing layers', mixings);
