import { describe, expect, it } from 'vitest';
import {
  gameFacts,
  gameMargins,
  gameShots,
  gameStrategy,
  type StrategyNews,
} from '../../../src/playground/questions/games.js';

const table = 'a,b,label\n0,0,1\n0,1,1\n1,0,1\n1,1,-1';

describe('gameFacts', () => {
  it('encloses CHSH between what is known of it, by its name and by its table', () => {
    for (const asked of [{ name: 'chsh' }, { table }]) {
      const { classical, quantum, asked: pairs, labelled, weights } = gameFacts(asked);
      expect(classical).toEqual({ lower: 0.5, upper: 0.5, exact: true });
      expect(quantum.lower).toBeCloseTo(Math.SQRT1_2, 9);
      expect(quantum.upper).toBeGreaterThanOrEqual(Math.SQRT1_2);
      expect(quantum.upper).toBeCloseTo(Math.SQRT1_2, 9);
      expect([pairs, labelled]).toEqual([4, true]);
      expect([...(weights ?? [])]).toEqual([0.25, 0.25, 0.25, -0.25]);
    }
  });

  it('does not hand out a table that nobody can look at', () => {
    const { weights, asked } = gameFacts({ name: 'odd-cycle 33' });
    expect([weights, asked]).toEqual([null, 66]);
  });

  it.each([
    ['a,b,label\n0,0,1\n0,0,-1', /was given before/],
    ['a,b,label\n0,0,2', /label/],
    ['a,b\n0,0', /lacks the column/],
  ])('says what is wrong with %j', (text, words) => {
    expect(() => gameFacts({ table: text })).toThrow(words);
  });

  it('refuses a game that is too large, in words', () => {
    expect(() => gameFacts({ name: 'chained 5000' })).toThrow(/10000|memory|at most/);
  });
});

describe('gameMargins and gameShots', () => {
  it('give the shots of CHSH for an error of 1 %', () => {
    const { classical, quantum } = gameMargins({ name: 'chsh' });
    expect(classical.lower).toBeCloseTo(0.5, 8);
    expect(quantum.lower).toBeCloseTo(Math.SQRT1_2, 8);
    expect(gameShots([classical.lower, quantum.lower, 0], 0.01)).toEqual([19, 9, null]);
  });

  it('refuse a game without labels', () => {
    expect(() => gameMargins({ table: 'a,b,weight\n0,0,2\n0,1,-1' })).toThrow(/no labels/);
  });
});

describe('gameStrategy', () => {
  it('tells how far it is and the best so far, and ends with it', async () => {
    const news: StrategyNews[] = [];
    const order = { ebits: 1, coins: 0, starts: 2, seed: 0 };
    const found = await gameStrategy({ name: 'chsh' }, order, (one) => news.push(one));
    expect(found.value).toBeCloseTo(Math.SQRT1_2, 5);
    expect(found.directions?.a).toHaveLength(6);
    const done = news.map((one) => one.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(1);
    expect(news.findLast(({ best }) => best !== null)?.best).toEqual(found);
  });

  it('has no directions where nothing or more is shared', async () => {
    const found = await gameStrategy({ table }, { ebits: 0, coins: 1, starts: 1, seed: 0 }, () => {});
    expect(found.directions).toBeNull();
    expect(found.value).toBeLessThanOrEqual(0.5 + 1e-9);
  });
});
