import { describe, expect, it } from 'vitest';
import { type AdamState, adam, runningPower } from '../../src/training/adam.js';
import { stateFromJSON, stateToJSON } from '../../src/training/optimiser.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

/** Algorithm 1 of arXiv:1412.6980 as it is printed, with powers, from the list of all gradients. */
function published(start: number, gradients: readonly number[], alpha: number, beta1: number, beta2: number) {
  let theta = start;
  let m = 0;
  let v = 0;
  gradients.forEach((g, i) => {
    const t = i + 1;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g ** 2;
    const mHat = m / (1 - beta1 ** t);
    const vHat = v / (1 - beta2 ** t);
    theta -= (alpha * mHat) / (Math.sqrt(vHat) + 1e-8);
  });
  return theta;
}

describe('adam', () => {
  it('makes the updates that were computed by hand', () => {
    const { init, update } = adam({ learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 1 });
    const state = init(1);
    const parameters = Float64Array.of(1);
    update(state, Float64Array.of(2), parameters);
    // m = 1, v = 1; corrected 2 and 4; 1 - 0.1 * 2 / (2 + 1)
    expect(state.firstMoment[0]).toBe(1);
    expect(state.secondMoment[0]).toBe(1);
    expect(parameters[0]).toBeCloseTo(1 - 0.2 / 3, 15);
    update(state, Float64Array.of(-4), parameters);
    // m = 0.5 - 2 = -1.5, v = 0.75 + 4 = 4.75; corrected by 0.75 and 0.4375
    expect(state.firstMoment[0]).toBe(-1.5);
    expect(state.secondMoment[0]).toBe(4.75);
    expect(parameters[0]).toBeCloseTo(1 - 0.2 / 3 + (0.1 * 2) / (Math.sqrt(4.75 / 0.4375) + 1), 15);
    expect(state.step).toBe(2);
  });

  it('starts with a step of the learning rate in every direction, whatever the size of the gradient', () => {
    const { init, update } = adam();
    const parameters = Float64Array.of(1, -2, 3);
    update(init(3), Float64Array.of(3e4, -0.5, 0), parameters);
    expect(parameters[0]).toBeCloseTo(0.99, 9);
    expect(parameters[1]).toBeCloseTo(-1.99, 9);
    expect(parameters[2]).toBe(3);
  });

  it('follows the published algorithm', () => {
    const gradient = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(gradient, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0.5, max: 0.95, noNaN: true }),
        (gradients, beta1) => {
          const { init, update } = adam({ learningRate: 0.03, beta1, beta2: 0.99 });
          const state = init(1);
          const parameters = Float64Array.of(0.7);
          for (const g of gradients) update(state, Float64Array.of(g), parameters);
          expect(parameters[0]).toBeCloseTo(published(0.7, gradients, 0.03, beta1, 0.99), 9);
        },
      ),
    );
  });

  it('finds the minimum of a quadratic', () => {
    const { init, update } = adam({ learningRate: 0.05 });
    const parameters = Float64Array.of(2, -1);
    const state = init(2);
    for (let i = 0; i < 2000; i++) {
      update(state, Float64Array.of(2 * (parameters[0] - 0.5), 8 * (parameters[1] - 3)), parameters);
    }
    expect(parameters[0]).toBeCloseTo(0.5, 6);
    expect(parameters[1]).toBeCloseTo(3, 6);
  });

  it('has a state that JSON keeps bit for bit, in particular without -0', () => {
    const { init, update } = adam({ beta1: 0.25 });
    const state = init(3);
    const parameters = Float64Array.of(0.1, 0.2, 0.3);
    const step = (...gradient: number[]) => update(state, Float64Array.from(gradient), parameters);
    step(-5e-324, 1 / 3, -0);
    for (let i = 0; i < 5; i++) step(-0, -0, -0);
    expect(Object.is(state.firstMoment[0], 0)).toBe(true);
    expect(stateFromJSON(JSON.parse(JSON.stringify(stateToJSON(state))))).toStrictEqual(state);
  });

  it.each([
    [{ learningRate: 0 }, 'The learning rate is 0'],
    [{ learningRate: Number.POSITIVE_INFINITY }, 'The learning rate is Infinity'],
    [{ beta1: 1 }, 'beta1 is 1'],
    [{ beta2: -0.1 }, 'beta2 is -0.1'],
    [{ epsilon: Number.NaN }, 'epsilon is NaN'],
    [{ learningRate: '0.1' as unknown as number }, 'The learning rate is "0.1"'],
    [{ learningRate: Symbol('x') as unknown as number }, 'The learning rate is a symbol'],
  ])('refuses %j', (options, words) => {
    const { code, message } = refusal(() => adam(options));
    expect(code).toBe('range');
    expect(message).toContain(words);
  });

  it('refuses a misspelt option', () => {
    const { code, message } = refusal(() => adam({ learningrate: 0.5 } as unknown as { learningRate: number }));
    expect([code, message]).toStrictEqual([
      'config',
      'adam has no option "learningrate". Did you mean "learningRate"? It takes learningRate, beta1, beta2, epsilon.',
    ]);
  });

  it('refuses what is no number of parameters, no state and no gradient', () => {
    const { init, update } = adam();
    expect(refusal(() => init(-1)).code).toBe('range');
    expect(refusal(() => init(2 ** 40)).code).toBe('memory');
    const none = undefined as unknown as Float64Array;
    expect(refusal(() => update(init(1), none, Float64Array.of(1))).code).toBe('shape');
    expect(refusal(() => update(init(1), Float64Array.of(1), none)).code).toBe('shape');
    const single = Float32Array.of(1) as unknown as Float64Array;
    expect(refusal(() => update(init(1), [1], single)).message).toContain(
      'a Float32Array of 1; they are changed in place',
    );
    expect(refusal(() => update(undefined as unknown as AdamState, Float64Array.of(1), Float64Array.of(1))).code).toBe(
      'shape',
    );
  });

  it.each([
    [0.9, 0],
    [0.9, 7],
    [0.999, 300],
    [0.5, 2000],
    [0.9, 9000],
    [0, 3],
  ])('finds the power of %s after %s updates with the bits of its own', (beta, updates) => {
    const { init, update } = adam({ beta1: beta, beta2: beta });
    const state = init(1);
    const parameters = Float64Array.of(1);
    for (let t = 0; t < updates; t++) update(state, Float64Array.of(1), parameters);
    expect(runningPower(beta, updates)).toBe(state.beta1Power);
  });

  it('refuses a gradient of another length', () => {
    const { init, update } = adam();
    const { code, message } = refusal(() => update(init(2), new Float64Array(3), new Float64Array(2)));
    expect(code).toBe('shape');
    expect(message).toContain('for 2 parameters and is given 2, with a gradient of 3');
  });
});

it.each([
  undefined,
  null,
  7,
  {},
  { ...adam().init(2), secondMoment: undefined },
  { ...adam().init(2), secondMoment: new Float64Array(3) },
  { ...adam().init(2), firstMoment: [0, 0] },
  { ...adam().init(2), beta1Power: Number.NaN },
  { ...adam().init(2), step: 'x' },
])('an update of what is no state of its own is refused, and changes nothing: %#', (state) => {
  const parameters = Float64Array.of(1, 2);
  expect(refusal(() => adam().update(state as never, [1, 1], parameters)).code).toBe('shape');
  expect([...parameters]).toEqual([1, 2]);
});
