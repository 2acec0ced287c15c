import { ranksFigure } from '../ranks.js';

/** Fig. 2c: effective dimension by depth. */
export const fig2c = ranksFigure({ name: 'fig2c', number: 'Fig. 2c', title: 'Effective dimension by depth' }, [0]);
