import { useEffect, useRef } from 'preact/hooks';
import { wantsLessMotion } from '../panels/motion.js';
import { Button } from '../ui/button.js';
import { Segments } from '../ui/segments.js';
import { Select } from '../ui/select.js';
import { Stage } from './stage.js';
import { BEST_DIRECTIONS, type Directions, onTheWay } from './turn/arrows.js';
import { EbitPart, noteFound } from './turn/ebit-part.js';
import { bestBits, handsOf, tableOf } from './turn/fixed.js';
import { CHSH, FixedPart, noteTried, tried } from './turn/fixed-part.js';
import { ceilingOf, GamesPart } from './turn/games-part.js';
import {
  angles,
  FIRST_ANGLES,
  fixed,
  type GameName,
  gameName,
  gameNames,
  hand,
  type Part,
  part,
  parts,
} from './turn/settings.js';
import { type Shown, usePlaying } from './turn/use-playing.js';
import { arrowWords, ceilingWords, fixedWords, handWords, PARITY } from './turn/words.js';
import './turn/turn.css';

const partWords: Readonly<Record<Part, string>> = { fixed: 'Fixed answers', ebit: 'An ebit', games: 'Other games' };

const leads: Readonly<Record<Part, string>> = {
  fixed:
    'Be A and B: decide what each answers to 0 and to 1, before the wall goes up. Can you win all four question pairs?',
  ebit: 'Now A and B share an ebit. Each measures along an arrow, one for each question: the closer two arrows, the likelier the same answer.',
  games: 'CHSH is one game of many. Choose the answers of another, and see what coins and what ebits can win at most.',
};

const gameWords: Readonly<Record<GameName, string>> = {
  chsh: 'CHSH',
  'odd-cycle 5': 'Odd cycle of 5',
  'chained 3': 'Chain of 3',
  'access 3': 'Random access, 3 bits',
  'inner-product 2': 'Inner product, 2 bits',
};

/** How long the arrows take to the best directions, milliseconds. */
const TURNING = 1600;

const allAngles = (): number[] => angles.map(({ value }) => value);

function setAngles(directions: Directions): void {
  directions.forEach((degrees, i) => {
    angles[i].set(degrees);
  });
}

/** Turns the arrows to the best directions before the reader's eyes; at once if less motion is wanted. */
function useTurning(): () => void {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return () => {
    cancelAnimationFrame(frame.current);
    const from = allAngles();
    const start = performance.now();
    const step = (time: number) => {
      const t = wantsLessMotion() ? 1 : Math.min(1, Math.max(0, time - start) / TURNING);
      setAngles(onTheWay(from, BEST_DIRECTIONS, t));
      if (t < 1) frame.current = requestAnimationFrame(step);
    };
    step(start);
  };
}

function Controls({ open }: { readonly open: Part }) {
  const toBest = useTurning();
  return (
    <div class="turn-controls">
      <Segments
        label="Parts of this scene"
        value={open}
        choices={parts.map((value) => ({ value, text: partWords[value] }))}
        onChange={(value) => part.set(value)}
      />
      {open === 'ebit' && (
        <>
          <Button onClick={toBest}>Show the best</Button>
          <Button onClick={() => setAngles(FIRST_ANGLES)}>Reset</Button>
        </>
      )}
      {open === 'games' && (
        <>
          <Select
            label="Game"
            value={gameName.value}
            choices={gameNames.map((value) => ({ value, text: gameWords[value] }))}
            onChange={(value: GameName) => {
              hand.set(0);
              gameName.set(value);
            }}
          />
          <Button onClick={() => hand.set(bestBits(tableOf(gameName.value)))}>Best fixed answers</Button>
        </>
      )}
    </div>
  );
}

function Verdict({ shown }: { readonly shown: Shown }) {
  if (shown.part === 'fixed') {
    return (
      <>
        <p>{fixedWords(CHSH, handsOf(shown.strategy, CHSH))}</p>
        <p class="turn-why">{PARITY}</p>
      </>
    );
  }
  if (shown.part === 'ebit') return <p>{arrowWords(shown.directions)}</p>;
  const table = tableOf(shown.game);
  return (
    <>
      <p>{handWords(table, handsOf(shown.bits, table))}</p>
      <p class="turn-ceilings">{ceilingWords(ceilingOf(shown.game))}</p>
    </>
  );
}

/** Answers and arrows in the reader's hands. */
export function TurnScene() {
  const played = usePlaying();
  const own: Shown = {
    part: part.value,
    strategy: fixed.value,
    tried: tried.value,
    directions: allAngles(),
    game: gameName.value,
    bits: hand.value,
  };
  const shown = played ?? own;
  const isOwn = played === null;
  useEffect(() => {
    if (!isOwn) return;
    if (own.part === 'fixed') noteTried(own.strategy);
    if (own.part === 'ebit') noteFound(own.directions);
  });
  const whenOwn = <T,>(change: (given: T) => void) => (isOwn ? change : () => {});
  return (
    <Stage
      title="Your turn"
      lead={leads[shown.part]}
      controls={<Controls open={shown.part} />}
      verdict={
        <div class="turn-verdict" aria-live={isOwn && shown.part !== 'ebit' ? 'polite' : 'off'}>
          <Verdict shown={shown} />
        </div>
      }
    >
      {shown.part === 'fixed' && (
        <FixedPart
          strategy={shown.strategy}
          tried={shown.tried}
          onChoose={whenOwn((strategy) => fixed.set(strategy))}
        />
      )}
      {shown.part === 'ebit' && (
        <EbitPart
          directions={shown.directions}
          isOwn={isOwn}
          onTurn={(arrow, degrees) => {
            if (isOwn) angles[arrow].set(degrees);
          }}
        />
      )}
      {shown.part === 'games' && (
        <GamesPart name={shown.game} bits={shown.bits} onTurn={whenOwn((bits) => hand.set(bits))} />
      )}
    </Stage>
  );
}
