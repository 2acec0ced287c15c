import * as v from 'valibot';
import { type Beside, besideNames } from '../baselines/beside.js';
import type { Dataset } from '../data/dataset.js';
import { digest } from '../digest.js';
import { EbitError } from '../errors.js';
import { SCALED } from '../models/row-options.js';
import { type SharedState, sharedStates } from '../network/shared-states.js';
import { type Spread, spread } from '../report/spread.js';
import type { LearningTask } from '../tasks/make.js';
import { type BestFound, scoreOf } from '../tasks/outcome.js';
import type { ClassMetrics } from '../training/all-metrics.js';
import { evaluate } from '../training/metrics.js';
import { dataDigest } from '../training/subject.js';
import type { LossSettings } from '../training/trained-loss.js';
import type { FitResult } from '../training/training-run.js';
import { validationMetrics } from '../training/watched-metric.js';
import { installation } from './installation.js';
import { metricsAmong } from './metric-facts.js';

/** The outcome of one fit. */
export interface FitSummary {
  readonly seed: number;
  readonly iterations: number;
  readonly stopped: FitResult['stopped'];
  readonly accuracy: FitResult['accuracy'];
  /** The mean over the classes of the share that got its label; runs of earlier versions did not keep it. */
  readonly balancedAccuracy?: FitResult['accuracy'];
  /** The usual metrics of each set of rows; runs of earlier versions did not keep them. */
  readonly metrics?: { readonly training: ClassMetrics; readonly validation: ClassMetrics | null };
  readonly loss: FitResult['loss'];
  /** Which of the evaluated models it is, where the best one is kept; `iterations` counts those of the whole fit. */
  readonly best?: BestFound;
  /** SHA-256 of the parameters: equal digests mean equal bits. */
  readonly digest: string;
}

/** The digests of a run's rows. */
export interface DataDigests {
  readonly training: string;
  readonly validation: string | null;
}

/** The rows of a run, as its task has them. */
type RunData = Pick<LearningTask, 'training' | 'validation' | 'remarks'>;

/** Returns the digests of a run's rows and labels. */
export function dataDigests({ training, validation }: RunData): DataDigests {
  return { training: dataDigest(training), validation: validation === null ? null : dataDigest(validation) };
}

/** One number for the training rows and one for the validation rows, where there are some. */
function ofBoth({ training, validation }: RunData, of: (data: Dataset) => number): FitResult['accuracy'] {
  return { training: of(training), validation: validation === null ? null : of(validation) };
}

/** What the same training reaches where nothing is shared and all else is alike: rows, start and steps. */
export interface NothingShared {
  /** Of the fit with the least training loss, as of the run itself. */
  readonly accuracy: FitResult['accuracy'];
  /** What is shared against nothing, in a sentence with its interval. */
  readonly verdict: string;
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
  /** The share of the larger class among the rows: what always giving its label would reach. */
  readonly baseRate?: FitResult['accuracy'];
  /** SHA-256 of the rows and their labels, by which another table under the same name is noticed. */
  readonly data?: DataDigests;
  /** What a person should know of the table; not there where there is nothing to say. */
  readonly remarks?: readonly string[];
  /** What the processors share, and which of it is entangled; runs of earlier versions did not keep it. */
  readonly shared?: readonly SharedState[];
  /** What classical models reach on the same rows; not there where none were trained. */
  readonly baselines?: readonly Beside[];
  /** What the same training reaches with nothing shared; not there where it was not asked for, or nothing is shared. */
  readonly nothingShared?: NothingShared;
  /** Every seed's fit, where there are several, and the spread of their accuracies. */
  readonly fits?: readonly FitSummary[];
  readonly spread?: { readonly training: Spread; readonly validation: Spread | null };
}

/** What a summary says of a fit. */
interface Finished extends Pick<FitResult, 'iterations' | 'stopped' | 'accuracy' | 'loss' | 'model'> {
  readonly best: BestFound | null;
}

/** Returns the place of the fit with the least training loss: a choice that the validation rows have no part in. */
export function bestOf(results: readonly Pick<FitResult, 'loss'>[]): number {
  return results.reduce((best, { loss }, i) => (loss.training < results[best].loss.training ? i : best), 0);
}

/**
 * Returns what is to be remembered of one fit.
 *
 * @param judged - the loss that it was trained by, which says what E stands for
 */
export function fitSummary(seed: number, result: Finished, data: RunData, judged?: LossSettings): FitSummary {
  const { iterations, stopped, accuracy, loss: found, model, best } = result;
  const loss = model.classes === 2 && judged === 'logistic' ? judged : undefined;
  const training = metricsAmong(evaluate(model, data.training, { loss, ...SCALED }));
  const validation =
    data.validation === null ? null : metricsAmong(evaluate(model, data.validation, { loss, ...SCALED }));
  const balancedAccuracy = {
    training: training.balancedAccuracy,
    validation: validation === null ? null : validation.balancedAccuracy,
  };
  const metrics = { training, validation };
  return {
    seed,
    iterations,
    stopped,
    accuracy,
    balancedAccuracy,
    metrics,
    loss: found,
    ...(best === null ? {} : { best: { iteration: best.iteration, metric: best.metric, value: best.value } }),
    digest: digest(model.parameters),
  };
}

/**
 * Returns what is to be remembered of a finished run.
 *
 * @param seeds - of the results, in their order
 * @param data - what was trained and validated on
 * @param seconds - how long it took
 * @param loss - that was trained by
 * @param beside - what others reach on the same rows: classical models, and the same model with nothing shared
 */
export function runSummary(
  seeds: readonly number[],
  results: readonly Finished[],
  data: RunData,
  seconds: number,
  loss: LossSettings,
  { baselines, nothingShared }: Pick<RunSummary, 'baselines' | 'nothingShared'> = {},
): RunSummary {
  const fits = results.map((result, i) => fitSummary(seeds[i], result, data, loss));
  const best = bestOf(results);
  const { angles, weightCount, network } = results[best].model;
  const summary: RunSummary = {
    format: 'ebit-run',
    version: 1,
    ebit: installation().version,
    node: process.versions.node,
    ...fits[best],
    angles,
    weights: weightCount,
    seconds: Number(seconds.toFixed(3)),
    baseRate: ofBoth(data, (rows) => scoreOf(rows.labels, rows).baseRate),
    data: dataDigests(data),
    ...(data.remarks === undefined || data.remarks.length === 0 ? {} : { remarks: data.remarks }),
    shared: sharedStates(network),
    ...(baselines === undefined ? {} : { baselines }),
    ...(nothingShared === undefined ? {} : { nothingShared }),
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
const metrics = v.looseObject({
  accuracy: v.number(),
  balancedAccuracy: v.number(),
  f1: v.number(),
  auc: v.nullable(v.number()),
  logLoss: v.number(),
  brier: v.number(),
  calibrationError: v.number(),
});
const fit = {
  seed: v.number(),
  iterations: v.number(),
  stopped: v.picklist(['iterations', 'early', 'aborted']),
  accuracy: scores,
  balancedAccuracy: v.optional(scores),
  metrics: v.optional(v.looseObject({ training: metrics, validation: v.nullable(metrics) })),
  loss: scores,
  best: v.optional(v.looseObject({ iteration: v.number(), metric: v.picklist(validationMetrics), value: v.number() })),
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
  baseRate: v.optional(scores),
  data: v.optional(v.looseObject({ training: v.string(), validation: v.nullable(v.string()) })),
  remarks: v.optional(v.array(v.string())),
  shared: v.optional(
    v.array(
      v.looseObject({
        kind: v.picklist(['ebit', 'coin', 'share']),
        between: v.array(v.string()),
        entangled: v.nullable(v.boolean()),
        cuts: v.optional(v.array(v.string())),
      }),
    ),
  ),
  baselines: v.optional(
    v.array(
      v.looseObject({
        name: v.picklist(besideNames),
        accuracy: v.nullable(scores),
        why: v.nullable(v.string()),
      }),
    ),
  ),
  nothingShared: v.optional(v.looseObject({ accuracy: scores, verdict: v.string() })),
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
