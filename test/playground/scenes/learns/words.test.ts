import { describe, expect, it } from 'vitest';
import {
  type Course,
  EMBEDDINGS,
  LOSSES,
  SHARED,
  type Shared,
} from '../../../../src/playground/questions/learns/asked.js';
import { learnt } from '../../../../src/playground/questions/learns/course.js';
import { scoreText, successText, verdictWords } from '../../../../src/playground/scenes/learns/words.js';

type Ends = readonly (readonly [score: number, right: number])[];

const coursesOf = (shared: Shared, ends: Ends): Course[] =>
  ends.map(([score, right], i) => ({
    ...{ shared, embedding: 'original', loss: 'product', seed: i + 1, tips: new Float64Array(0) },
    score: Float64Array.of(0, score),
    right: Float64Array.of(8, right),
  }));

const words = (nothing: Ends, coin: Ends, ebit: Ends) =>
  verdictWords({
    nothing: coursesOf('nothing', nothing),
    coin: coursesOf('coin', coin),
    ebit: coursesOf('ebit', ebit),
  }).join(' ');

describe('verdictWords', () => {
  it('counts the seeds beyond 2, and says what right labels are worth', () => {
    expect(
      words(
        [[1.65, 12]],
        [[0.99, 16]],
        [
          [2.82, 16],
          [1.12, 16],
        ],
      ),
    ).toBe(
      'After 500 steps: with an ebit 1 of 2 seeds ends above S = 2 (best 2.82: a shot is won in 85.3 %); with a coin 0.99 at best, with nothing ' +
        'shared 1.65 at best. 16 of 16 inputs right is not nonlocality: the coin has it in 1 of 1 seed, with S at most 0.99. What no ' +
        'coins do is S > 2: win a single shot more often than 3/4.',
    );
  });

  it('says where the ebit is of no use', () => {
    const none = words([[1.96, 12]], [[1.41, 12]], [[1.41, 12]]);
    expect(none).toContain('none of 1 seed ends above S = 2');
    expect(none).toContain('ends below nothing shared');
    expect(words([[1, 12]], [[1, 12]], [[1.5, 12]])).toContain('it is of no use');
    expect(words([[1, 12]], [[1, 12]], [[2.5, 12]])).toContain('1 of 1 seed above 2 without 16 labels right');
  });

  const settings = EMBEDDINGS.flatMap((embedding) => LOSSES.map((loss) => ({ embedding, loss })));
  it.each(settings)('says nothing false of trainings: $embedding, $loss', async ({ embedding, loss }) => {
    const all: Partial<Record<Shared, Course[]>> = {};
    for (const shared of SHARED) {
      all[shared] = [
        await learnt({ shared, embedding, loss, seed: 1 }),
        await learnt({ shared, embedding, loss, seed: 2 }),
      ];
    }
    const there = all as Record<Shared, Course[]>;
    const said = verdictWords(there).join(' ');
    const last = ({ score }: Course) => score[score.length - 1];
    const beyond = there.ebit.filter((one) => last(one) > 2.005).length;
    expect(said).toContain(beyond === 0 ? 'none of 2 seeds ends above' : `${beyond} of 2 seeds end`);
    expect(said).toContain(`with a coin ${Math.max(...there.coin.map(last)).toFixed(2)} at best`);
    expect(said).toContain('What no coins do is S > 2');
    const byCoin = there.coin.filter(({ right }) => right[right.length - 1] === 16).length;
    expect(said.includes('the coin has it')).toBe(byCoin > 0);
  });
});

describe('numbers', () => {
  it('are written with a minus sign that is one, and no minus zero', () => {
    expect([2.8284, -0.914, -0.001].map(scoreText)).toEqual(['2.83', '−0.91', '0.00']);
    expect([2, 2 * Math.SQRT2].map(successText)).toEqual(['75.0 %', '85.4 %']);
  });
});
