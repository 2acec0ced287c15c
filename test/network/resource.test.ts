import { describe, expect, test } from 'vitest';
import { priceName, resourceKind, resourceName } from '../../src/network/resource.js';
import { refusal } from '../refusal.js';

describe('a resource', () => {
  test.each([
    [{ ebits: 0, coins: 0 }, 'nothing', 'nothing shared', '25 shots'],
    [{ ebits: 0, coins: 2 }, 'correlated', '2 coins', '25 shots (50 coins, no pairs)'],
    [{ ebits: 1, coins: 0 }, 'entangled', '1 ebit', '25 shots (25 pairs)'],
    [
      { ebits: 2, fidelity: 0.85, coins: 1 },
      'entangled',
      '2 ebits (F = 0.85) and 1 coin',
      '25 shots (50 pairs, 25 coins)',
    ],
    [{ ebits: 1, fidelity: 0.5, coins: 0 }, 'correlated', '1 separable pair (F = 0.5)', '25 shots (25 pairs)'],
  ])('%j', (resource, kind, name, price) => {
    expect([resourceKind(resource), resourceName(resource), priceName(resource, 25)]).toEqual([kind, name, price]);
  });

  test('one of each is in the singular', () => {
    expect([priceName({ ebits: 1, coins: 0 }, 1), priceName({ ebits: 0, coins: 1 }, 1)]).toEqual([
      '1 shot (1 pair)',
      '1 shot (1 coin, no pairs)',
    ]);
  });

  test('a fidelity outside its range is refused', () => {
    expect(refusal(() => resourceKind({ ebits: 1, fidelity: 2, coins: 0 }))).toMatchObject({ code: 'network' });
  });
});
