import { mixings, ranksFigure } from '../ranks.js';

/** Fig. S6: the same as Fig. 2c, without and with mixing layers. */
export const figS6 = ranksFigure(
  { name: 'figS6', number: 'Fig. S6', title: 'Effective dimension without and with mixing layers' },
  mixings,
);
