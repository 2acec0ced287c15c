// A training of the CHSH game, and what the players measure on its way.
import { parityWeight } from '../../../models/weights.js';
import { type FitTask, fitTask } from '../../../tasks/fit-task.js';
import { learningTask } from '../../../tasks/make.js';
import { fitInSteps } from '../../../tasks/step-fit.js';
import { type Answer, answerFinder, type Vector } from '../../panels/why/answers.js';
import { gameOf, questionAnswers, seenFromOther } from '../../panels/why/game.js';
import { bestPlane, projected } from '../../panels/why/plane.js';
import { type AskedCourse, type Course, EVERY, MOMENTS, type Shared, STEPS } from './asked.js';

/** The paper's depth for this game. */
const DEPTH = 20;

/** What is shared, and what the correlations (XX, YY, ZZ) of its halves are. */
const networks: Readonly<Record<Shared, { ebits: number; coins?: number; correlations: Vector }>> = {
  nothing: { ebits: 0, correlations: [0, 0, 0] },
  coin: { ebits: 0, coins: 1, correlations: [0, 0, 1] },
  ebit: { ebits: 1, correlations: [1, -1, 1] },
};

/** Returns a training as plain data: two players of two qubits, a parity weight, all 16 inputs a step. */
export function courseTask({ shared, embedding, loss, seed }: AskedCourse): FitTask {
  const { ebits, coins } = networks[shared];
  return fitTask({
    data: { kind: 'chsh', embedding },
    network: { ebits, ...(coins === undefined ? {} : { coins }) },
    model: { depth: DEPTH, weights: 'parity' },
    training: { iterations: STEPS, batch: 'full', loss, seed, evaluateEvery: STEPS },
  });
}

/** What both players answer to questions 0 and 1: A's two, then B's as they act on A's half. */
type Four = readonly [Answer, Answer, Answer, Answer];

/**
 * Where the arrows end. With an ebit they lie in the plane that holds the last ones best; with a coin they are what a player
 * answers on average, up, and how much the coin changes of it, to the right; with nothing the average alone.
 */
function tipsOf(shared: Shared, moments: readonly Four[]): Float64Array {
  const tips = new Float64Array(8 * moments.length);
  const plane = bestPlane(moments[moments.length - 1].map(({ direction }) => direction));
  moments.forEach((four, k) => {
    four.forEach(({ mean, direction }, i) => {
      const { x, y } = shared === 'ebit' ? projected(direction, plane) : { x: direction[2], y: mean };
      tips.set([x, y], 8 * k + 2 * i);
    });
  });
  return tips;
}

/**
 * Trains once and returns how the game stood on the way.
 *
 * @throws EbitError as `fitTask` and the fit
 */
export async function learnt(asked: AskedCourse): Promise<Course> {
  const task = courseTask(asked);
  const { model } = learningTask(task);
  const { correlations } = networks[asked.shared];
  const finders = [0, 1].map((party) => answerFinder(model, party, asked.embedding));
  const [score, right] = [new Float64Array(MOMENTS), new Float64Array(MOMENTS)];
  const moments: Four[] = [];
  const look = (parameters: Float64Array): void => {
    const [a, b] = finders.map((finder) => finder.answers(parameters));
    const { sign } = parityWeight({ ...model, weightForm: 'parity' }, parameters);
    const game = gameOf([a, b], correlations, sign);
    score[moments.length] = game.score;
    right[moments.length] = game.right;
    const [c, d] = questionAnswers(b).map(({ mean, direction }) => {
      const [x, y, z] = seenFromOther(direction, correlations);
      return { mean: sign * mean, direction: [sign * x, sign * y, sign * z] as const };
    });
    moments.push([...questionAnswers(a), c, d]);
  };
  try {
    look(model.parameters);
    for await (const { iteration, parameters } of fitInSteps(task, {})) {
      if (iteration % EVERY === 0) look(parameters);
    }
  } finally {
    for (const finder of finders) finder.close();
  }
  return { ...asked, score, right, tips: tipsOf(asked.shared, moments) };
}
