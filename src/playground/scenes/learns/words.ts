// The sentences of the scene in which the game is learnt, made of what the trainings came to.
import { type AskedCourse, type Course, INPUTS, type Shared, STEPS } from '../../questions/learns/asked.js';

/** Scores nearer to each other than this look the same in two decimals. */
const SAME = 0.005;

/** What can be reached by everything separable, and with entanglement. */
export const CLASSICAL_SCORE = 2;
export const QUANTUM_SCORE = 2 * Math.SQRT2;

/** A training's end. */
interface End {
  readonly score: number;
  readonly right: number;
}

function endsOf(courses: readonly Course[]): End[] {
  return courses.map(({ score, right }) => ({ score: score[score.length - 1], right: right[right.length - 1] }));
}

/** A score with two decimals. */
export function scoreText(score: number): string {
  return score
    .toFixed(2)
    .replace(/^-(?!0\.00$)/, '−')
    .replace(/^-/, '');
}

/** The part of single shots that is won at a score, in percent. */
export function successText(score: number): string {
  return `${(50 + 12.5 * score).toFixed(1)} %`;
}

const names: Readonly<Record<Shared, string>> = { nothing: 'nothing shared', coin: 'a coin', ebit: 'an ebit' };

/** `7 of 10 seeds`, `1 of 1 seed`. */
function seedsText(some: number, all: number): string {
  return `${some} of ${all} ${all === 1 ? 'seed' : 'seeds'}`;
}

const best = (ends: readonly End[]) => Math.max(...ends.map(({ score }) => score));
const above = (ends: readonly End[]) => ends.filter(({ score }) => score > CLASSICAL_SCORE + SAME);
const allRight = (ends: readonly End[]) => ends.filter(({ right }) => right === INPUTS);

/** Whether the best of some seeds is above what coins reach. */
function scoreWords(courses: Readonly<Record<Shared, readonly Course[]>>): string {
  const ebit = endsOf(courses.ebit);
  const beyond = above(ebit).length;
  const end = beyond === 1 ? 'ends' : 'end';
  const count =
    beyond === 0
      ? `none of ${ebit.length} ${ebit.length === 1 ? 'seed' : 'seeds'} ends`
      : `${seedsText(beyond, ebit.length)} ${end}`;
  const top = best(ebit);
  const shots = `a shot is won in ${successText(top)}`;
  const others = (['coin', 'nothing'] as const)
    .map((shared) => {
      const own = endsOf(courses[shared]);
      return `with ${names[shared]} ${above(own).length === 0 ? '' : `${seedsText(above(own).length, own.length)}, `}${scoreText(best(own))} at best`;
    })
    .join(', ');
  return `After ${STEPS} steps: with an ebit ${count} above S = 2 (best ${scoreText(top)}: ${shots}); ${others}.`;
}

/** What entanglement alone can do. */
const BEYOND_COINS = 'What no coins do is S > 2: win a single shot more often than 3/4.';

/** What right labels are worth here: a coin is enough for them. */
function rightWords(courses: Readonly<Record<Shared, readonly Course[]>>): string {
  const [coin, ebit] = [endsOf(courses.coin), endsOf(courses.ebit)];
  const byCoin = allRight(coin);
  if (byCoin.length > 0) {
    return (
      `16 of 16 inputs right is not nonlocality: the coin has it in ${seedsText(byCoin.length, coin.length)}, with S at most ${scoreText(best(byCoin))}. ` +
      BEYOND_COINS
    );
  }
  const few = above(ebit).filter(({ right }) => right < INPUTS).length;
  if (few > 0)
    return `${seedsText(few, ebit.length)} above 2 without 16 labels right: it is S that tells of entanglement. ${BEYOND_COINS}`;
  return `16 of 16 inputs right is not nonlocality: one coin can do it, at S = 2, though not by this training. ${BEYOND_COINS}`;
}

/** Whether the ebit is of use in this training at all. */
function useWords(courses: Readonly<Record<Shared, readonly Course[]>>): string | null {
  const ebit = endsOf(courses.ebit);
  if (above(ebit).length > 0) return null;
  return best(ebit) < best(endsOf(courses.nothing)) - SAME
    ? 'The ebit is there, but trained like this it ends below nothing shared.'
    : 'The ebit is there, but trained like this it is of no use.';
}

/**
 * Says what the trainings of some seeds have come to; every word of it hangs on the numbers.
 *
 * @param courses - at least one of each
 */
export function verdictWords(courses: Readonly<Record<Shared, readonly Course[]>>): string[] {
  return [scoreWords(courses), useWords(courses), rightWords(courses)].filter((words) => words !== null);
}

/** What the choices are called. */
export const embeddingWords: Readonly<Record<AskedCourse['embedding'], string>> = {
  original: 'question first',
  alternative: 'sign first',
};
export const lossWords: Readonly<Record<AskedCourse['loss'], string>> = {
  product: 'product',
  mse: 'mean square',
};
