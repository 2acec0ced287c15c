import * as v from 'valibot';
import { EbitError } from '../errors.js';
import { type Spread, spread } from '../report/spread.js';
import { digest } from '../training/digest.js';
import type { FitResult } from '../training/training-run.js';
import { installation } from './installation.js';

/** The outcome of one fit. */
export interface FitSummary {
  readonly seed: number;
  readonly iterations: number;
  readonly stopped: FitResult['stopped'];
  readonly accuracy: FitResult['accuracy'];
  readonly loss: FitResult['loss'];
  /** SHA-256 of the parameters: equal digests mean equal bits. */
  readonly digest: string;
}

/** What `summary.json` says. At its top is the model beside it; of several seeds that with the least training loss. */
export interface RunSummary extends FitSummary {
  readonly format: 'ebit-run';
  readonly version: 1;
  readonly ebit: string;
  readonly node: string;
  readonly angles: number;
  readonly weights: number;
  readonly seconds: number;
  /** Every seed's fit, where there are several, and the spread of their accuracies. */
  readonly fits?: readonly FitSummary[];
  readonly spread?: { readonly training: Spread; readonly validation: Spread | null };
}

/** Returns the place of the fit with the least training loss: a choice that the validation rows have no part in. */
export function bestOf(results: readonly FitResult[]): number {
  return results.reduce((best, { loss }, i) => (loss.training < results[best].loss.training ? i : best), 0);
}

/** Returns what is to be remembered of one fit. */
export function fitSummary(seed: number, { iterations, stopped, accuracy, loss, model }: FitResult): FitSummary {
  return { seed, iterations, stopped, accuracy, loss, digest: digest(model.parameters) };
}

/**
 * Returns what is to be remembered of a finished run.
 *
 * @param seeds - of the results, in their order
 * @param seconds - how long it took
 */
export function runSummary(seeds: readonly number[], results: readonly FitResult[], seconds: number): RunSummary {
  const fits = results.map((result, i) => fitSummary(seeds[i], result));
  const best = bestOf(results);
  const { angles, weightCount } = results[best].model;
  const summary: RunSummary = {
    format: 'ebit-run',
    version: 1,
    ebit: installation().version,
    node: process.versions.node,
    ...fits[best],
    angles,
    weights: weightCount,
    seconds: Number(seconds.toFixed(3)),
  };
  if (fits.length === 1) return summary;
  const validation = fits.map(({ accuracy }) => accuracy.validation).filter((value) => value !== null);
  return {
    ...summary,
    fits,
    spread: {
      training: spread(fits.map(({ accuracy }) => accuracy.training)),
      validation: validation.length === 0 ? null : spread(validation),
    },
  };
}

const scores = v.looseObject({ training: v.number(), validation: v.nullable(v.number()) });
const fit = {
  seed: v.number(),
  iterations: v.number(),
  stopped: v.picklist(['iterations', 'early', 'aborted']),
  accuracy: scores,
  loss: scores,
  digest: v.string(),
};
const spreadOf = v.looseObject({ mean: v.number(), deviation: v.nullable(v.number()) });
const schema = v.looseObject({
  format: v.literal('ebit-run'),
  version: v.literal(1),
  ebit: v.string(),
  node: v.string(),
  ...fit,
  angles: v.number(),
  weights: v.number(),
  seconds: v.number(),
  fits: v.optional(v.array(v.looseObject(fit))),
  spread: v.optional(v.looseObject({ training: spreadOf, validation: v.nullable(spreadOf) })),
});

/**
 * Reads a summary.
 *
 * @param text - of the file
 * @param path - for the message
 * @throws EbitError 'file' if it is not whole, or no summary
 */
export function parseSummary(text: string, path: string): RunSummary {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch (cause) {
    throw new EbitError('file', `"${path}" is no summary of a run, or not whole; run the training again.`, { cause });
  }
}
