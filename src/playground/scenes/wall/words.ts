// What the counted rounds say; no sentence says more than the intervals do.
import { isEntangled } from '../../entangled.js';
import { chanceToWin, type Sharing, sharings } from './rounds.js';
import { type Tally, wonBy } from './tally.js';
import { type Bounds, wilson } from './wilson.js';

/** What a pair of players is called. */
export function nameOf(sharing: Sharing, fidelity: number): string {
  if (sharing === 'nothing') return 'Nothing shared';
  if (sharing === 'coin') return 'Coins';
  if (fidelity === 1) return 'An ebit';
  return `A pair, F = ${fidelity.toFixed(2)}`;
}

/** What something shared is drawn as: a separable pair is worth no more than coins. */
export function kindOf(sharing: Sharing, fidelity: number): Sharing {
  return sharing === 'ebit' && !isEntangled(fidelity) ? 'coin' : sharing;
}

/** The most that is won on average with fixed answers, coins or any separable state. */
export const CLASSICAL = 3 / 4;

/** The most that is won with any number of ebits: cos^2(pi/8). */
export const QUANTUM = (1 + Math.SQRT1_2) / 2;

/** A share of 1 without its 0: `.854`. */
export function share(value: number): string {
  return value.toFixed(3).replace(/^0/, '');
}

/** What is won on average, so exact that it is not taken for 3/4 where it is not. */
function average(chance: number): string {
  const isNear = chance !== CLASSICAL && share(chance) === share(CLASSICAL);
  return isNear ? chance.toFixed(4).replace(/^0/, '') : share(chance);
}

/** A whole number with thin gaps between thousands: `12 000`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** How the interval of a pair of players lies to 3/4. */
export type Standing = 'none' | 'open' | 'above' | 'below';

/** Returns how the interval lies to 3/4. */
export function standing(tally: Tally, sharing: Sharing): Standing {
  return standingOf(wilson(wonBy(tally, sharing), tally.rounds));
}

function standingOf(bounds: Bounds | null): Standing {
  if (bounds === null) return 'none';
  if (bounds.low > CLASSICAL) return 'above';
  return bounds.high < CLASSICAL ? 'below' : 'open';
}

/** What the interval means for this pair of players, whose chance is known exactly here. */
function meaning(bounds: Bounds, sharing: Sharing, fidelity: number): string {
  const stands = standingOf(bounds);
  const chance = chanceToWin(sharing, fidelity);
  const isMissed = chance < bounds.low || chance > bounds.high;
  const luck = isMissed ? `; it misses the average, ${average(chance)}, by chance, as 1 in 20 does` : '';
  if (stands === 'open')
    return `${sharing === 'ebit' ? '3/4 is inside: it cannot be told yet' : '3/4 is inside'}${luck}`;
  return `${stands} 3/4${luck}`;
}

/** Of one pair of players: what they won, the interval, and how it lies to 3/4. */
export function laneWords(tally: Tally, sharing: Sharing, fidelity: number): string {
  const won = wonBy(tally, sharing);
  const bounds = wilson(won, tally.rounds);
  if (bounds === null) return 'No round yet';
  const interval = `${share(bounds.low)} to ${share(bounds.high)} (95 %)`;
  return `${count(won)} of ${count(tally.rounds)} won, ${interval}, ${meaning(bounds, sharing, fidelity)}`;
}

/** All of it, for those who hear it. */
export function allWords(tally: Tally, fidelity: number): string {
  const each = sharings.map((sharing) => `${nameOf(sharing, fidelity)}: ${laneWords(tally, sharing, fidelity)}.`);
  return [...each, verdictWords(tally, fidelity)].join(' ');
}

/** What all three pairs of players show together. */
export function verdictWords(tally: Tally, fidelity: number): string {
  const chance = chanceToWin('ebit', fidelity);
  if (!isEntangled(fidelity)) {
    return `F = ${fidelity.toFixed(2)}: the pair is separable. Like coins it wins at most 3 of 4 on average; so measured, it wins ${share(chance)}.`;
  }
  if (chance <= CLASSICAL) {
    return `F = ${fidelity.toFixed(2)}: entangled, but too weakly for this game: so measured it wins ${average(chance)} on average, and fixed answers .75.`;
  }
  if (tally.rounds === 0) return 'Before the first round nothing can be told.';
  const won = share(wonBy(tally, 'ebit') / tally.rounds);
  if (standing(tally, 'ebit') === 'above') {
    return `${fidelity === 1 ? 'The ebit' : 'This pair'} wins ${won} of the rounds, more than 3 of 4: on average no coin and no separable state does.`;
  }
  return `After ${count(tally.rounds)} ${tally.rounds === 1 ? 'round' : 'rounds'} it cannot be told yet whether anyone wins more than 3 of 4 on average.`;
}
