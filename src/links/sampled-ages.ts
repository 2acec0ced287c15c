// Shots drawn one after the other, from event to event: the next new pair of each link, and the next pair that gets too old.
import { EbitError } from '../errors.js';
import { randomStream } from '../random.js';
import type { Gathering, JointAges } from './joint-ages.js';
import type { Link } from './link.js';
import { cyclesToNext, pairsOfCycle } from './tries.js';
import { isFull, mostPairs, older, type WaitingPair, withOneMore, withoutOld } from './waiting.js';

/** Of two cores of today some seconds; then fewer shots are drawn than were asked for. */
const MOST_EVENTS = 3_000_000;
/** Of fewer shots than these, or than were asked for, nothing is said. */
const FEWEST_DRAWS = 200;

/** One link while the pairs of a shot are gathered; cycles count from the shot's beginning. */
interface Course {
  readonly link: Link;
  waiting: readonly WaitingPair[];
  /** The cycle at whose end `waiting` is what lies in memory. */
  now: number;
  /** The cycle that makes the next pair; infinite while the link does not try. */
  next: number;
  made: number;
  thrown: number;
}

/** Uniform numbers, one after the other. */
interface Draws {
  /** How many new pairs there were so far. */
  events: number;
  uniform(): number;
}

function drawsOf(seed: number): Draws {
  const stream = randomStream(seed, 'links/ages');
  let index = 0;
  return { events: 0, uniform: () => stream.uniform(index++) };
}

/** The cycle at whose end the oldest pair is thrown away, unless the shot begins before; infinite for none. */
function endOfOldest({ link, waiting, now }: Course): number {
  return waiting.length === 0
    ? Number.POSITIVE_INFINITY
    : now + link.cutoff - Math.max(...waiting.map(({ age }) => age));
}

function advance(course: Course, cycle: number): void {
  course.waiting = older(course.waiting, cycle - course.now);
  course.now = cycle;
}

/** The pairs of one cycle enter the memory. */
function accept(course: Course, draws: Draws): void {
  const { link } = course;
  for (
    let left = pairsOfCycle(link, mostPairs(link), link.multiplexing === 1 ? 0 : draws.uniform());
    left > 0;
    left--
  ) {
    if (isFull(link, course.waiting)) break;
    draws.events++;
    course.made++;
    const branches = withOneMore(link, course.waiting);
    let rest = branches.length === 1 ? 0 : draws.uniform();
    course.waiting = (
      branches.find(({ chance }) => {
        rest -= chance;
        return rest < 0;
      }) ?? branches[branches.length - 1]
    ).waiting;
  }
  course.next = isFull(link, course.waiting)
    ? Number.POSITIVE_INFINITY
    : course.now + cyclesToNext(link, draws.uniform());
}

/** What is too old goes; a link that was full tries again from the next cycle on. */
function expire(course: Course, draws: Draws): void {
  const { link } = course;
  const wasFull = isFull(link, course.waiting);
  const young = withoutOld(link, course.waiting);
  course.thrown += course.waiting.length - young.length;
  course.waiting = young;
  if (wasFull) course.next = course.now + cyclesToNext(link, draws.uniform());
}

/** Gathers the pairs of one shot. @returns its seconds; null if that takes too many pairs */
function gather(courses: readonly Course[], draws: Draws): number | null {
  for (const course of courses) {
    course.waiting = [];
    course.now = 0;
    course.next = cyclesToNext(course.link, draws.uniform());
  }
  while (draws.events < MOST_EVENTS) {
    const seconds = Math.min(
      ...courses.map((course) => Math.min(course.next, endOfOldest(course)) * course.link.cycle),
    );
    // New pairs first: one that completes a shot saves those that would be thrown away at the same moment.
    for (const course of courses) {
      if (course.next * course.link.cycle > seconds) continue;
      advance(course, course.next);
      accept(course, draws);
    }
    if (courses.every(({ link, waiting }) => isFull(link, waiting))) return seconds;
    for (const course of courses) {
      const end = endOfOldest(course);
      if (end * course.link.cycle > seconds) continue;
      advance(course, end);
      expire(course, draws);
    }
  }
  return null;
}

/** A number of cycles without what a division has left of it. */
function wholeCycles(cycles: number): number {
  const whole = Math.round(cycles);
  return Math.abs(cycles - whole) < 1e-6 ? whole : cycles;
}

/**
 * Returns how the pairs of drawn shots came together. Links of different cycles begin every shot at the same moment.
 *
 * @param count - how many shots; fewer are drawn where they take more than 3,000,000 pairs
 * @throws EbitError 'range' where so many pairs make hardly any shot, since nearly all are thrown away
 */
export function sampledAges(links: readonly Link[], count: number, seed: number): Gathering {
  const draws = drawsOf(seed);
  const courses = links.map((link): Course => ({ link, waiting: [], now: 0, next: 0, made: 0, thrown: 0 }));
  const shots: { seconds: number; pairs: JointAges['pairs']; made: number[]; thrown: number[] }[] = [];
  while (shots.length < count) {
    const seconds = gather(courses, draws);
    if (seconds === null) break;
    shots.push({
      seconds,
      pairs: courses.flatMap(({ link, waiting, now }) =>
        waiting.map(({ weights, age }) => ({
          weights,
          seconds: wholeCycles(age + seconds / link.cycle - now) * link.cycle,
        })),
      ),
      made: courses.map(({ made }) => made),
      thrown: courses.map(({ thrown }) => thrown),
    });
  }
  const drawn = shots.length;
  if (drawn < Math.min(count, FEWEST_DRAWS)) {
    throw new EbitError(
      'range',
      `${MOST_EVENTS} new pairs made ${drawn} shots: nearly all are thrown away, or lost in distillation, before the rest is there. ` +
        'Give a later cutoff, fewer pairs a shot, or fewer rounds.',
    );
  }
  const { made, thrown } = shots[drawn - 1];
  const mean = shots.reduce((sum, { seconds }) => sum + seconds, 0) / drawn;
  const squares = shots.reduce((sum, { seconds }) => sum + (seconds - mean) * (seconds - mean), 0);
  return {
    draws: drawn,
    joint: shots.map(({ pairs }) => ({ weight: 1 / drawn, pairs })),
    seconds: mean,
    secondsError: Math.sqrt(squares / (drawn * (drawn - 1))),
    made: made.map((total) => total / drawn),
    thrown: thrown.map((total) => total / drawn),
  };
}
