import * as v from 'valibot';
import { checked, lazily } from '../schema.js';

/** What has another place since the first format: Adam's settings, and what Adam remembers. */
const schema = lazily(() =>
  v.looseObject({
    settings: v.looseObject({
      learningRate: v.unknown(),
      beta1: v.unknown(),
      beta2: v.unknown(),
      epsilon: v.unknown(),
    }),
    data: v.looseObject({}),
    adam: v.unknown(),
  }),
);

/**
 * Returns a checkpoint of the first format as one of the second, in which the optimiser is any, and a schedule, penalties and
 * weights of rows have places of their own. What it holds is checked as the second format's.
 *
 * @throws EbitError 'checkpoint' where it lacks what moved
 */
export function upgraded(json: unknown): unknown {
  const { adam, settings, data, ...rest } = checked(schema(), json, 'checkpoint', 'The checkpoint');
  const { learningRate, beta1, beta2, epsilon, ...others } = settings;
  return {
    ...rest,
    version: 2,
    settings: {
      optimiser: { kind: 'adam', learningRate, beta1, beta2, epsilon },
      schedule: { kind: 'constant' },
      l2: 0,
      clip: null,
      classWeights: {},
      ...others,
    },
    data: { ...data, sampleWeights: null },
    optimiser: adam,
  };
}
