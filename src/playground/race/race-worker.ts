import { clusters } from '../../data/clusters.js';
import { subset } from '../../data/dataset.js';
import { isEbitError, messageOf } from '../../errors.js';
import { classifier } from '../../models/classifier.js';
import { createModel } from '../../models/model-file.js';
import { decidedValues } from '../../models/predict.js';
import { qcnn } from '../../models/qcnn.js';
import { openSession } from '../../models/session.js';
import { outcomeWeights } from '../../models/weights.js';
import { bellNetwork } from '../../network/bell-network.js';
import { fit } from '../../training/fit.js';
import { balancedAccuracy, confusionTable } from '../../training/metrics.js';
import type { Progress } from '../../training/progress.js';
import type { OpenSession } from '../../training/subject.js';
import { type FitResult, trainingRun } from '../../training/training-run.js';
import { type Balanced, notBalanced } from './course.js';
import type { RaceJob, RaceOrder, RaceReport } from './race-messages.js';

/** How long one run computes before the next has its turn and the page is told, milliseconds. */
const TURN = 40;

/** A run that this worker has begun. */
interface Entrant {
  readonly run: number;
  readonly steps: AsyncGenerator<Progress, FitResult, void>;
  /** The parameters as they are now; null before the first step. */
  readonly present: () => Float64Array | null;
  /** The balanced accuracies of the last evaluation. */
  readonly balanced: () => Balanced;
  readonly evaluateEvery: number;
  /** How many steps are still asked for; null for all. */
  left: number | null;
  /** How many orders about it were heard. */
  orders: number;
  /** Whether nothing was told of it yet. */
  isNew: boolean;
}

/** How a worker hears and speaks. */
export interface RaceLine {
  send(report: RaceReport): void;
  /** Lets messages through. */
  breathe(): Promise<void>;
}

function begin(run: number, job: RaceJob, left: number | null, send: RaceLine['send']): Entrant {
  const { settings, training, validation, checkpointEvery, resume } = job;
  let parameters: Float64Array | null = null;
  let balanced = notBalanced;
  // A step is given the run's own parameters, which it then changes in place: seen here, they need no copy a step.
  // Expectations are asked for where a run is evaluated and nowhere else; the session without labels judges only.
  const open: OpenSession = (...words) => {
    const session = openSession(...words);
    const [model, , labels] = words;
    const name = labels === null ? 'validationBalanced' : 'trainingBalanced';
    const judged = labels ?? validation?.labels ?? null;
    return {
      ...session,
      expectations(now) {
        const expectations = session.expectations(now);
        if (judged !== null) {
          const decided = decidedValues(expectations, outcomeWeights(model, now));
          balanced = { ...balanced, [name]: balancedAccuracy(confusionTable(decided, judged)) };
        }
        return expectations;
      },
      step(now, ...others) {
        parameters = now;
        return session.step(now, ...others);
      },
    };
  };
  const steps = trainingRun(open, createModel(job.model), training, {
    ...settings,
    validation: validation ?? undefined,
    resume: resume ?? undefined,
    progressEvery: 1,
    checkpoint: { every: checkpointEvery, save: (checkpoint) => send({ kind: 'checkpoint', run, checkpoint }) },
  });
  return {
    run,
    steps,
    present: () => parameters,
    balanced: () => balanced,
    evaluateEvery: settings.evaluateEvery ?? 100,
    left,
    orders: 0,
    isNew: true,
  };
}

/** Takes a run on for one turn. Tells whether it has ended. */
async function turn(entrant: Entrant, send: RaceLine['send']): Promise<boolean> {
  const { run, steps, evaluateEvery } = entrant;
  const start = performance.now();
  const losses: number[] = [];
  const scores: { iteration: number; scores: Progress['scores']; balanced: Balanced }[] = [];
  let last: Progress | null = null;
  const tell = (isStill: boolean) => {
    if (last === null) return;
    const busy = performance.now() - start;
    const parameters = (entrant.present() as Float64Array).slice();
    const { iteration } = last;
    const { orders } = entrant;
    entrant.isNew = false;
    send({
      kind: 'progress',
      run,
      iteration,
      losses: Float64Array.from(losses),
      scores,
      parameters,
      busy,
      isStill,
      orders,
    });
  };
  while (entrant.left !== 0 && performance.now() - start < TURN) {
    const next = await steps.next();
    if (next.done) {
      tell(false);
      const { model, ...result } = next.value;
      const balanced = entrant.balanced();
      send({ kind: 'done', run, result: { ...result, parameters: model.parameters }, balanced });
      return true;
    }
    last = next.value;
    // A pause in the meantime has set it to 0.
    if (entrant.left !== null && entrant.left > 0) entrant.left -= 1;
    losses.push(last.loss);
    // The untrained model was evaluated too.
    const evaluated = { scores: last.scores, balanced: entrant.balanced() };
    if (last.iteration === 1 && evaluateEvery > 1) scores.push({ iteration: 0, ...evaluated });
    if (last.iteration % evaluateEvery === 0) scores.push({ iteration: last.iteration, ...evaluated });
    // The first step is shown as soon as it is done.
    if (entrant.isNew) break;
  }
  tell(entrant.left === 0);
  return false;
}

/**
 * Returns how a worker of the race obeys: it has several runs under way and takes each on in turn, so that all are seen
 * to move; a run that is paused is one that nobody pulls.
 */
export function raceWorker({ send, breathe }: RaceLine): (order: RaceOrder) => void {
  const entrants = new Map<number, Entrant>();
  let isRunning = false;

  const fail = (run: number, error: unknown) => {
    entrants.delete(run);
    const code = isEbitError(error) ? error.code : null;
    send({ kind: 'failed', run, code, message: messageOf(error) });
  };
  const goOn = async () => {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      const awake = [...entrants.values()].filter(({ left }) => left !== 0);
      if (awake.length === 0) break;
      for (const entrant of awake) {
        if (entrants.get(entrant.run) !== entrant) continue;
        try {
          if (await turn(entrant, send)) entrants.delete(entrant.run);
        } catch (error) {
          if (entrants.get(entrant.run) === entrant) fail(entrant.run, error);
        }
        await breathe();
      }
    }
    isRunning = false;
  };
  const drop = (run: number) => {
    const entrant = entrants.get(run);
    if (entrant === undefined) return;
    entrants.delete(run);
    entrant.left = 0;
    // Its sessions are given back as soon as the step that is under way is done.
    void entrant.steps.return(undefined as never).catch(() => {});
  };

  return (order) => {
    if (order.kind === 'warm') {
      // As large as a first run is likely to be, on few rows.
      const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }) });
      const rows = subset(clusters({ seed: 0 }).training, [...Array(64).keys()]);
      // What goes wrong here goes wrong for a run too, and is said there.
      fit(model, rows, { iterations: 10, seed: 0 }).catch(() => {});
      return;
    }
    if (order.kind === 'drop') {
      drop(order.run);
      return;
    }
    if (order.kind === 'start') {
      drop(order.run);
      try {
        entrants.set(order.run, begin(order.run, order.job, order.steps, send));
      } catch (error) {
        fail(order.run, error);
        return;
      }
    }
    const entrant = entrants.get(order.run);
    if (entrant === undefined) return;
    entrant.orders += 1;
    entrant.left = order.kind === 'pause' ? 0 : order.steps;
    void goOn();
  };
}
