import { describe, expect, it } from 'vitest';
import { runJob } from '../../../../src/jobs/run-job.js';
import type { Game } from '../../../../src/playground/panels/why/game.js';
import { FRAMES, trainGames } from '../../../../src/playground/panels/why/training.js';
import { type Ends, verdict } from '../../../../src/playground/panels/why/words.js';

const game = (score: number, right: number): Game => ({ score, success: 1 / 2 + score / 8, margins: [], right });
const said = (ends: Partial<Ends>) =>
  verdict({
    embedding: 'original',
    loss: 'mse',
    seed: 4,
    bell0: game(1.9, 12),
    bell1: game(2.5, 16),
    otherLoss: game(2.828, 16),
    ...ends,
  });

describe('the verdict on the game', () => {
  it('names the results, the bounds and the seed', () => {
    expect(said({})).toBe(
      'With the mean square loss and xᵒ, Bell-1 ends at S = 2.500 and 16 of 16 labels right; Bell-0 at S = 1.900 and ' +
        '12 of 16 labels right. That score is above 2, which nothing separable reaches: 60 % of the way to 2√2, the ' +
        'most with entanglement. Beside Bell-0 it has a higher score and 4 labels more right. With the product loss ' +
        'the same Bell-1 ends with a higher score: S = 2.828 and 16 of 16 labels right. All of this is one seed, 4.',
    );
  });

  it('says of a score of at most 2 that it shows no entanglement, whatever was chosen', () => {
    for (const embedding of ['original', 'alternative'] as const) {
      for (const loss of ['product', 'mse'] as const) {
        const text = said({ embedding, loss, bell1: game(1.12, 16) });
        expect(text).toContain('not above 2');
        expect(text).toContain('shows no entanglement');
        expect(text).toContain('a lower score and 4 labels more right');
        expect(said({ embedding, loss })).not.toContain('shows no entanglement');
      }
    }
  });

  it('sees no difference where there is none, and a lower result where there is one', () => {
    expect(said({ bell0: game(2.5, 16) })).toContain('the same score and as many labels right');
    expect(said({ bell1: game(-0.5, 11) })).toContain('a lower score and 1 label fewer right');
    expect(said({ bell1: game(-0.5, 11) })).toContain('S = −0.500');
    expect(said({ bell1: game(2.8283, 16), otherLoss: game(2.1, 16) })).toMatch(
      /2√2 to three decimals.*same Bell-1 ends with a lower score/,
    );
  });

  it('tells a training that ends below 2 from one that ends above it', async () => {
    const signal = new AbortController().signal;
    const isAbove = [];
    for (let seed = 1; seed <= 4; seed++) {
      const runs = (await trainGames({ embedding: 'original', iterations: FRAMES, seed }, runJob, () => {}, signal))!;
      const end = (loss: string, ebits: number) =>
        runs.find((run) => run.loss === loss && run.ebits === ebits)!.frames.at(-1)!.game;
      const bell1 = end('mse', 1);
      const text = said({ seed, bell0: end('mse', 0), bell1, otherLoss: end('product', 1) });
      expect(text.includes('which nothing separable reaches')).toBe(bell1.score > 2.0005);
      isAbove.push(bell1.score > 2.0005);
    }
    // Without both kinds of ends the sentence could as well be a fixed one.
    expect(new Set(isAbove).size).toBe(2);
  });
});
