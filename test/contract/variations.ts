import type { Variation } from './program.js';

/** Every cut with every number of workers: none of them may change a number. */
export const variations: readonly Variation[] = [0, 1, 2].flatMap((chunking) =>
  [1, 2].map((workers) => ({ workers, chunking })),
);
