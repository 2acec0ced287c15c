import { describe, expect, it, test } from 'vitest';
import { checked } from '../../src/schema.js';
import { runningPower } from '../../src/training/adam.js';
import { openDescent } from '../../src/training/descent.js';
import { stateFromJSON, stateToJSON } from '../../src/training/optimiser.js';
import {
  completeOptimiser,
  type OptimiserSettings,
  optimiserFault,
  optimiserNames,
  optimiserSchema,
} from '../../src/training/optimisers.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

/** One parameter under a list of gradients, each rule as PyTorch's documentation writes it, from the whole list each time. */
const written = {
  sgd({ learningRate = 0.01, momentum = 0, nesterov = false }, theta: number, gradients: readonly number[]) {
    let b = 0;
    for (const [i, g] of gradients.entries()) {
      b = i === 0 ? g : momentum * b + g;
      theta -= learningRate * (nesterov ? g + momentum * b : b);
    }
    return theta;
  },
  adamw(
    { learningRate = 0.01, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 },
    theta: number,
    gradients: readonly number[],
  ) {
    let m = 0;
    let v = 0;
    for (const [i, g] of gradients.entries()) {
      theta -= learningRate * weightDecay * theta;
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g ** 2;
      const mHat = m / (1 - beta1 ** (i + 1));
      const vHat = v / (1 - beta2 ** (i + 1));
      theta -= (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
    }
    return theta;
  },
  adam: (settings: { learningRate?: number }, theta: number, gradients: readonly number[]): number =>
    written.adamw({ ...settings, weightDecay: 0 }, theta, gradients),
};

const plain = { schedule: { kind: 'constant', warmUp: 0 }, l2: { angles: 0, weights: 0 }, clip: null } as const;

/** The same by the optimiser, for several parameters at once. */
function moved(settings: OptimiserSettings, start: readonly number[], gradients: readonly number[][]): Float64Array {
  const parameters = Float64Array.from(start);
  const { init, update } = openDescent({ ...plain, optimiser: completeOptimiser(settings) }, 0, 1);
  const state = init(start.length);
  for (const [t, gradient] of gradients.entries()) update(state, Float64Array.from(gradient), parameters, t);
  return parameters;
}

const cases: readonly OptimiserSettings[] = [
  { kind: 'adam', learningRate: 0.1 },
  { kind: 'adamw', learningRate: 0.1, weightDecay: 0.3, beta1: 0.8 },
  { kind: 'adamw' },
  { kind: 'sgd', learningRate: 0.2 },
  { kind: 'sgd', momentum: 0.9 },
  { kind: 'sgd', momentum: 0.5, nesterov: true },
];

describe.each(cases)('%j', (settings) => {
  it('moves as its rule is written', () => {
    const number = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 30 }), number, (pairs, start) => {
        const found = moved(settings, [start, -start], pairs);
        const rule = written[settings.kind] as (typeof written)['adam'];
        [start, -start].forEach((theta, i) => {
          const gradients = pairs.map((pair) => pair[i]);
          expect(found[i]).toBeCloseTo(rule(settings, theta, gradients), 9);
        });
      }),
    );
  });

  it('has a state that JSON keeps bit for bit, in particular without -0', () => {
    const plan = completeOptimiser(settings);
    const { init, update } = openDescent({ ...plain, optimiser: plan }, 0, 1);
    const state = init(3);
    const parameters = Float64Array.of(0.1, 0, -1e-300);
    for (let t = 0; t < 4; t++) update(state, Float64Array.of(-5e-324, -0, t / 3), parameters, t);
    expect(stateFromJSON(JSON.parse(JSON.stringify(stateToJSON(state))))).toStrictEqual(state);
    expect(optimiserFault(plan, stateToJSON(state))).toBeNull();
    expect([...parameters].some((value) => Object.is(value, -0))).toBe(false);
  });
});

test('computed by hand', () => {
  // b = 2, then 0.5 * 2 + 4 = 5: 1 - 0.1 * 2 - 0.1 * 5.
  expect(moved({ kind: 'sgd', learningRate: 0.1, momentum: 0.5 }, [1], [[2], [4]])[0]).toBeCloseTo(0.3, 15);
  // 2 + 0.5 * 2 = 3, then 4 + 0.5 * 5 = 6.5: 1 - 0.1 * 3 - 0.1 * 6.5.
  const nesterov = { kind: 'sgd', learningRate: 0.1, momentum: 0.5, nesterov: true } as const;
  expect(moved(nesterov, [1], [[2], [4]])[0]).toBeCloseTo(0.05, 15);
  // The first update of Adam is alpha long; before it 1 has shrunk by 0.1 * 0.5 of itself.
  const adamw = { kind: 'adamw', learningRate: 0.1, weightDecay: 0.5 } as const;
  expect(moved(adamw, [1], [[7]])[0]).toBeCloseTo(0.95 - 0.1, 8);
});

describe('the settings of an optimiser', () => {
  test('are complete, with the defaults of each', () => {
    expect(optimiserNames).toStrictEqual(['adam', 'adamw', 'sgd']);
    const adam = { learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    expect(completeOptimiser(undefined)).toStrictEqual({ kind: 'adam', ...adam });
    expect(completeOptimiser({ kind: 'adamw' })).toStrictEqual({ kind: 'adamw', ...adam, weightDecay: 0.01 });
    const sgd = { kind: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false };
    expect(completeOptimiser({ kind: 'sgd' })).toStrictEqual(sgd);
  });

  test('may stand beside it as those of Adam do, and are refused where both contradict each other', () => {
    expect(completeOptimiser({ kind: 'sgd' }, { learningRate: 0.5 }).learningRate).toBe(0.5);
    expect(completeOptimiser({ kind: 'adam', beta1: 0.5 }, { beta1: 0.5 })).toMatchObject({ beta1: 0.5 });
    const twice = refusal(() => completeOptimiser({ kind: 'adam', beta1: 0.5 }, { beta1: 0.6 }));
    expect(twice).toMatchObject({
      code: 'config',
      message: 'There are two of beta1: 0.6, and 0.5 in the optimiser; give it once.',
    });
    expect(refusal(() => completeOptimiser({ kind: 'sgd' }, { beta2: 0.6 })).message).toBe(
      'The optimiser sgd has no beta2; leave the beta2 of 0.6 out.',
    );
  });

  test.each<[unknown, string, string]>([
    [{ kind: 'adan' }, 'config', 'There is no optimiser "adan". Did you mean "adam"?'],
    [{ learningRate: 1 }, 'config', 'give an object such as { kind: "adam" }'],
    ['adam', 'config', 'The optimiser is "adam"'],
    [null, 'config', 'The optimiser is null'],
    [{ kind: 'sgd', momentun: 0.9 }, 'config', 'The optimiser sgd has no option "momentun". Did you mean "momentum"?'],
    [{ kind: 'sgd', momentum: 1 }, 'range', 'momentum is 1; give a number from 0 to below 1, such as 0.9.'],
    [{ kind: 'sgd', nesterov: true }, 'config', 'Nesterov looks ahead along the momentum, which is 0'],
    [{ kind: 'sgd', momentum: 0.9, nesterov: 1 }, 'range', 'nesterov is 1; give true or false.'],
    [{ kind: 'adamw', weightDecay: -1 }, 'range', 'weightDecay is -1'],
    [{ kind: 'adam', learningRate: 0 }, 'range', 'The learning rate is 0'],
  ])('refuse %j', (settings, code, words) => {
    const found = refusal(() => completeOptimiser(settings as OptimiserSettings));
    expect(found.code).toBe(code);
    expect(found.message).toContain(words);
  });

  test('have a schema for files, which names what is wrong', () => {
    expect(checked(optimiserSchema(), { kind: 'sgd', momentum: 0.9 }, 'config', 'The file')).toStrictEqual({
      kind: 'sgd',
      momentum: 0.9,
    });
    const words = (value: unknown) => refusal(() => checked(optimiserSchema(), value, 'config', 'The file')).message;
    expect(words({ kind: 'sgd', momentum: 2 })).toBe(
      'The file is not valid at "momentum": 2 where a number from 0 to below 1, such as 0.9 belongs.',
    );
    expect(words({ kind: 'adam', momentum: 2 })).toContain('unknown key "momentum"');
    expect(words({ kind: 'adan' })).toContain('Did you mean "adam"?');
  });

  test('tell a changed state of Adam by its powers', () => {
    for (const kind of ['adam', 'adamw'] as const) {
      const state = { step: 2, beta1Power: runningPower(0.9, 2), beta2Power: 0.5, firstMoment: [], secondMoment: [] };
      expect(optimiserFault(completeOptimiser({ kind }), state)).toContain('beta2Power 0.5, where 2 updates');
    }
  });
});
