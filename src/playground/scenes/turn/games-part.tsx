import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ask } from '../../ask.js';
import { messageOf } from '../../ui/error-note.js';
import { share } from '../wall/words.js';
import { handsOf, score, tableOf, turned } from './fixed.js';
import { HandTable } from './hand-table.js';
import { type Mark, Scale } from './scale.js';
import type { GameName } from './settings.js';
import { handWords, type Known } from './words.js';

/** What is known of the games' ceilings. */
const known = signal<Readonly<Record<string, Known>>>({});

/** What is known of a game's ceilings. */
export function ceilingOf(name: GameName): Known {
  return known.value[name] ?? null;
}

/** Asks for the ceilings of a game, unless they are known. */
export function useCeiling(name: GameName): void {
  useEffect(() => {
    const before = known.peek()[name];
    if (before != null && 'ceiling' in before) return;
    const note = (now: Known) => {
      known.value = { ...known.peek(), [name]: now };
    };
    ask('gameCeiling', name).then(
      (ceiling) => note({ ceiling }),
      (error) => note({ fault: messageOf(error) }),
    );
  }, [name]);
}

/** What each game is about. */
const stories: Readonly<Record<GameName, string>> = {
  chsh: 'The game of the wall: the same answers, but for 1 and 1 different ones.',
  'odd-cycle 5':
    'A circle of five points cannot be coloured with two colours: the same point, the same answer; neighbours, different ones.',
  'chained 3': 'A chain of six: the same answers along it, different ones where it closes.',
  'access 3': 'A gets three bits and B a place: the answers differ if the bit at that place is 1.',
  'inner-product 2': 'Both get two bits: the answers differ if their inner product is odd.',
};

/** A game with a name: answers by hand, beside what can be won at all. */
export function GamesPart(props: {
  readonly name: GameName;
  readonly bits: number;
  readonly onTurn: (bits: number) => void;
}) {
  const { name, bits, onTurn } = props;
  useCeiling(name);
  const table = tableOf(name);
  const hands = handsOf(bits, table);
  const { asked, won } = score(table, hands);
  const ceiling = ceilingOf(name);
  const marks: Mark[] =
    ceiling !== null && 'ceiling' in ceiling
      ? [
          { at: ceiling.ceiling.classical, kind: 'classical', words: `${share(ceiling.ceiling.classical)} coins` },
          { at: ceiling.ceiling.quantum, kind: 'quantum', words: `${share(ceiling.ceiling.quantum)} ebits` },
        ]
      : [];
  return (
    <div class="games-part">
      <HandTable table={table} hands={hands} onTurn={(question) => onTurn(turned(bits, question, table))} />
      <div class="games-side">
        <p class="story">{stories[name]}</p>
        <p class="s-now">
          {won} of {asked} <small>won: {share(won / asked)}</small>
        </p>
        <Scale least={0} most={1} value={won / asked} kind="nothing" label={handWords(table, hands)} marks={marks} />
      </div>
    </div>
  );
}
