import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { address } from '../../address.js';
import { wantsLessMotion } from '../../panels/motion.js';
import { isOver, later, leaped, type Playing, START } from './playing.js';
import { type Match, match } from './rounds.js';
import { fidelity, seed, speed } from './settings.js';
import { EMPTY, playedTo, type Tally } from './tally.js';

/** So often the words and numbers follow the picture, milliseconds. */
const TELLING = 120;

/** How long the end of a match stands on a slide before the next one, milliseconds. */
const REST = 9000;

/** How many rounds are played at once on request. */
export const AT_ONCE = 1000;

/** What changes without the page being made anew. */
export interface Held<T> {
  current: T;
}

/** The match that is on, and what a reader can do with it. */
export interface Course {
  readonly match: Match;
  readonly tally: Tally;
  /** The moment that the picture shows. */
  readonly now: Held<Playing>;
  readonly isRunning: boolean;
  readonly isOver: boolean;
  /** Is called whenever the picture is to be drawn. */
  readonly draw: Held<() => void>;
  toggle(): void;
  leap(): void;
  again(): void;
}

/** Plays the match of the address; by itself, unless less motion is wanted. */
export function useMatch(): Course {
  const [ofSeed, ofFidelity, { isSlide }] = [seed.value, fidelity.value, address.value];
  const played = useMemo(() => match(ofSeed, ofFidelity), [ofSeed, ofFidelity]);
  const now = useRef<Playing>(START);
  const draw = useRef<() => void>(() => {});
  const [tally, setTally] = useState<Tally>(EMPTY);
  const [isRunning, setRunning] = useState(() => !wantsLessMotion());
  const [turn, setTurn] = useState(0);
  const [over, setOver] = useState(false);
  const tell = () => {
    setTally((before) => playedTo(before, played, now.current.counted));
    setOver(isOver(now.current));
  };

  const again = () => {
    now.current = START;
    setTally(EMPTY);
    setOver(false);
    setTurn((before) => before + 1);
    draw.current();
  };
  const leap = () => {
    now.current = leaped(now.current, AT_ONCE);
    tell();
    draw.current();
  };

  useEffect(() => {
    again();
    if (isSlide && wantsLessMotion()) leap();
  }, [played]);

  useEffect(() => {
    if (!isRunning) return;
    let frame = 0;
    let before: number | null = null;
    let told = 0;
    const step = (time: number) => {
      const seconds = before === null ? 0 : Math.min(0.1, (time - before) / 1000);
      before = time;
      now.current = later(now.current, seconds, speed.value);
      draw.current();
      if (isOver(now.current)) {
        tell();
        return;
      }
      if (time - told >= TELLING) {
        told = time;
        tell();
      }
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => {
      cancelAnimationFrame(frame);
      tell();
    };
  }, [isRunning, played, turn]);

  useEffect(() => {
    if (!over || !isSlide || wantsLessMotion()) return;
    const timer = setTimeout(again, REST);
    return () => clearTimeout(timer);
  }, [over, isSlide]);

  return {
    match: played,
    tally,
    now,
    isRunning: isRunning && !over,
    isOver: over,
    draw,
    toggle: () => setRunning((before) => !before),
    leap,
    again,
  };
}
