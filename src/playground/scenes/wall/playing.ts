// Which rounds are on their way at a moment, and which are counted: the picture follows it and decides nothing.
import type { Speed } from './settings.js';

/** How long a round takes from the question to the referee's mark, and the mark to fade; seconds. */
export const FLIGHT = { question: 0.45, answer: 0.45, mark: 0.5 } as const;

/** From the question to the mark, seconds. */
const TO_MARK = FLIGHT.question + FLIGHT.answer;

/** After so many rounds a match ends by itself. */
export const LAST = 20_000;

/** One round that is drawn. */
export interface Drawn {
  /** Its number in the match. */
  readonly index: number;
  /** When its questions left, in seconds of playing. */
  readonly start: number;
  /** How many times as slow as {@link FLIGHT} it is. */
  readonly stretch: number;
}

/** A match as it stands at a moment. */
export interface Playing {
  /** Seconds for which it has been played. */
  readonly time: number;
  /** Rounds that have been asked, drawn or not. */
  readonly asked: number;
  /** Rounds whose mark has been set: always the first ones of the match. */
  readonly counted: number;
  /** Those that are on their way or whose mark is still seen, the earliest first. */
  readonly drawn: readonly Drawn[];
  /** When the next drawn round is asked. */
  readonly next: number;
  /** Rounds that were drawn in all. */
  readonly shown: number;
  /** What is left of a round that is counted but not drawn. */
  readonly rest: number;
}

export const START: Playing = { time: 0, asked: 0, counted: 0, drawn: [], next: 0, shown: 0, rest: 0 };

/** Seconds to the next drawn round: the first ones can be followed one by one, later there are 20 a second. */
function pause(speed: Speed, shown: number): number {
  if (speed === 'slow') return 1.5;
  return Math.max(0.05, (speed === 'fast' ? 0.4 : 1.3) * 0.8 ** shown);
}

/** How many times as slow a round is drawn as when they follow each other fast. */
function stretch(speed: Speed, shown: number): number {
  return speed === 'slow' ? 2.2 : Math.max(1, (speed === 'fast' ? 1 : 2) * 0.9 ** shown);
}

/** Rounds a second that are counted beside those drawn: the more there are the more, up to a limit. */
function unseen(speed: Speed, { counted, shown }: Playing): number {
  if (speed === 'slow' || shown < 24) return 0;
  return speed === 'fast' ? Math.min(4000, counted) : Math.min(1000, counted / 6);
}

/** Returns the match some seconds later. */
export function later(playing: Playing, seconds: number, speed: Speed): Playing {
  const time = playing.time + seconds;
  let { asked, counted, next, shown } = playing;
  const owed = playing.rest + unseen(speed, playing) * seconds;
  const more = Math.floor(owed);
  asked = Math.min(LAST, asked + more);
  const drawn = [...playing.drawn];
  while (next <= time && asked < LAST) {
    drawn.push({ index: asked, start: next, stretch: stretch(speed, shown) });
    asked++;
    next += pause(speed, shown);
    shown++;
  }
  let marked = -1;
  for (const round of drawn) if (round.start + TO_MARK * round.stretch <= time) marked = Math.max(marked, round.index);
  counted = Math.max(counted, marked + 1);
  const isOver = asked >= LAST && drawn.every((round) => round.index < counted);
  return {
    time,
    asked,
    counted: isOver ? asked : counted,
    drawn: drawn.filter((round) => time < round.start + (TO_MARK + FLIGHT.mark) * round.stretch),
    next,
    shown,
    rest: owed - more,
  };
}

/** Returns the match when as many rounds more are counted at once; what was on its way is counted too. */
export function leaped(playing: Playing, rounds: number): Playing {
  const counted = Math.min(LAST, playing.counted + rounds);
  return {
    ...playing,
    asked: counted,
    counted,
    drawn: [],
    next: playing.time,
    rest: 0,
    shown: Math.max(24, playing.shown),
  };
}

/** Whether no round is left to play or to see. */
export function isOver({ counted, drawn }: Playing): boolean {
  return counted >= LAST && drawn.length === 0;
}
