import { describe, expect, it } from 'vitest';
import {
  classicalWords,
  gainWords,
  quantumWords,
  sharedWords,
  strategyWords,
  worthText,
} from '../../../../src/playground/panels/games/words.js';
import { type GameFacts, gameFacts, type PlayedStrategy } from '../../../../src/playground/questions/games.js';

const chsh = gameFacts({ name: 'chsh' });
const useless = gameFacts({ table: 'a,b,label\n0,0,1\n0,1,1' });
const played = (value: number): PlayedStrategy => ({
  value,
  worstSuccess: 0,
  correlators: new Float64Array(4),
  directions: null,
  start: 1,
});
const order = { ebits: 1, coins: 0, starts: 5, seed: 0 };

describe('words of a game', () => {
  it('name what a bound bounds', () => {
    expect(classicalWords(chsh)).toMatch(/^Exact: .* nothing, or any coins\.$/);
    expect(quantumWords(chsh)).toMatch(/^Certified, and reached by vectors .* any number of ebits\.$/);
    const open: GameFacts = { ...chsh, classical: { lower: 0.5, upper: 0.6, exact: false } };
    expect(classicalWords(open)).toContain('0.800 is not excluded');
    expect(quantumWords({ ...chsh, quantum: { lower: 0.6, upper: 0.7 } })).toContain('vectors reach 0.800');
  });

  it('say what ebits gain, and that they gain nothing where they do not', () => {
    expect(gainWords(chsh)).toBe('Of 1000 shots ebits win 104 more than nothing shared at most, on average.');
    expect(gainWords(useless)).toBe('No number of ebits wins more of this game than nothing shared.');
    expect(gainWords({ ...chsh, classical: { lower: 0.5, upper: 0.71, exact: false } })).toContain('is not known');
  });

  it('place a strategy between the ceilings', () => {
    expect(strategyWords(chsh, order, played(Math.SQRT1_2))).toContain('all that any number of ebits can reach');
    expect(strategyWords(chsh, order, played(0.6))).toContain('more than any coins; any number of ebits is kept below');
    expect(strategyWords(chsh, order, played(0.5))).toContain('what players reach who share nothing');
    expect(strategyWords(chsh, order, played(0.2))).toContain('take more starts');
  });

  it('write numbers and what is shared', () => {
    expect([worthText(0.5, true), worthText(-0.25, false)]).toEqual(['0.750', '−0.250']);
    expect(sharedWords({ ebits: 2, coins: 1 })).toBe('2 ebits and 1 coin');
    expect(sharedWords({ ebits: 0, coins: 0 })).toBe('nothing shared');
  });
});
