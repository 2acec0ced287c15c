import { describe, expect, test } from 'vitest';
import { bellNetwork } from '../../src/network/bell-network.js';
import { networkSpec } from '../../src/network/network.js';
import { refusal } from '../refusal.js';

describe('bellNetwork', () => {
  test('joins A_j and B_j', () => {
    expect(networkSpec(bellNetwork({ ebits: 2, fidelity: 0.9 }))).toEqual({
      processors: [
        { name: 'A', qubits: 4 },
        { name: 'B', qubits: 4 },
      ],
      ebits: [
        { between: ['A.0', 'B.0'], fidelity: 0.9 },
        { between: ['A.1', 'B.1'], fidelity: 0.9 },
      ],
    });
    expect(bellNetwork({ ebits: 0 })).toMatchObject({ ebits: [], coins: [] });
    expect(bellNetwork({ ebits: 10, qubits: 10 }).ebits).toHaveLength(10);
  });

  test('puts coins on the qubits behind the ebits', () => {
    const { ebits, coins } = networkSpec(bellNetwork({ ebits: 1, coins: 2 }));
    expect(ebits).toEqual([{ between: ['A.0', 'B.0'], fidelity: 1 }]);
    expect(coins).toEqual([
      { between: ['A.1', 'B.1'], heads: 0.5, basis: 'Z' },
      { between: ['A.2', 'B.2'], heads: 0.5, basis: 'Z' },
    ]);
    expect(bellNetwork({ ebits: 0, coins: 4 }).coins).toHaveLength(4);
    expect(bellNetwork({ ebits: 1, coins: 0 })).toEqual(bellNetwork({ ebits: 1 }));
  });

  test.each([
    [{ ebits: 0, coins: 5 }, '5 coins do not fit on processors of 4 qubits; give an integer from 0 to 4'],
    [{ ebits: 1, coins: 4 }, '4 coins do not fit on processors of 4 qubits beside 1 ebit; give an integer from 0 to 3'],
    [{ ebits: 0, coins: -1 }, '-1 coins'],
    [{ ebits: 0, coins: 1.5 }, '1.5 coins'],
    [{ ebits: 1, coin: 1 }, 'Did you mean "coins"?'],
    [{ ebits: 5 }, '0 to 4'],
    [{ ebits: -1 }, '-1 ebits'],
    [{ ebits: 0.5 }, '0.5 ebits'],
    [{ ebits: 0, qubits: 11 }, '11 qubits'],
    [{ ebits: 0, qubits: 0 }, '0 qubits'],
    [{ ebits: 1, fidelity: 0.1 }, '0.1'],
    [{ ebits: 0, fidelity: 2 }, '2'],
    [{ ebits: 1, fidelty: 0.9 }, '"fidelty"'],
  ])('refuses %j', (spec, words) => {
    const error = refusal(() => bellNetwork(spec));
    expect(error.code).toBe('network');
    expect(error.message).toContain(words);
  });
});

describe('plain mistakes', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'bellNetwork takes an object with ebits, coins, fidelity, qubits, not undefined'],
    ['a number', 2, 'not 2; write { ebits: … }.'],
    ['a slip', { ebits: 1, fidelty: 0.9 }, 'bellNetwork has no option "fidelty". Did you mean "fidelity"?'],
    ['a text', { ebits: '1' }, '"1" ebits do not fit on processors of 4 qubits'],
    ['a fidelity in words', { ebits: 1, fidelity: '0.9' }, 'A fidelity of "0.9" is outside [1/4, 1]'],
    ['a symbol', { ebits: Symbol('one') }, 'a symbol ebits do not fit'],
    ['qubits beyond all use', { ebits: 1, qubits: 2 ** 53 - 1 }, 'give an integer from 1 to 10'],
  ])('%s is refused in words', (_, options, part) => {
    const error = refusal(() => bellNetwork(options as never));
    expect([error.code, error.message]).toEqual(['network', expect.stringContaining(part)]);
  });
});
