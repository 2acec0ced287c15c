import { useEffect, useRef } from 'preact/hooks';
import { address, formatAddress } from '../address.js';
import { wantsLessMotion } from '../panels/motion.js';
import { Button } from '../ui/button.js';
import { Range } from '../ui/range.js';
import { Segments } from '../ui/segments.js';
import { withPart } from './settings.js';
import { Stage } from './stage.js';
import { Board } from './wall/board.js';
import { Lanes } from './wall/lanes.js';
import { fidelity, MOST_SEED, type Speed, seed, speed, speeds } from './wall/settings.js';
import { AT_ONCE, type Course, useMatch } from './wall/use-match.js';
import { allWords, verdictWords } from './wall/words.js';
import './wall/wall.css';

const speedWords: Readonly<Record<Speed, string>> = { slow: 'Slow', normal: 'Normal', fast: 'Fast' };
const inOrder: readonly Speed[] = ['slow', ...speeds.filter((one) => one !== 'slow')];

/** The space bar plays and pauses, unless it presses something that has the focus. */
function useSpace(toggle: () => void): void {
  const current = useRef(toggle);
  current.current = toggle;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const isTaken = (target?.closest('a, button, input, select, textarea') ?? null) !== null;
      if (event.key !== ' ' || event.defaultPrevented || isTaken) return;
      event.preventDefault();
      current.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}

function Controls({ course }: { readonly course: Course }) {
  const { isRunning, isOver, toggle, leap, again } = course;
  const isStill = wantsLessMotion();
  const nextSeed = seed.value >= MOST_SEED ? 1 : seed.value + 1;
  return (
    <div class="wall-controls">
      <Button kind={isStill ? 'plain' : 'main'} onClick={toggle} disabled={isOver}>
        {isRunning ? 'Pause' : 'Play'}
      </Button>
      <Button kind={isStill ? 'main' : 'plain'} onClick={leap} disabled={isOver}>
        Play {AT_ONCE} rounds
      </Button>
      <Button onClick={again}>Reset</Button>
      <Button onClick={() => seed.set(nextSeed)}>Next seed ({nextSeed})</Button>
      <Segments
        label="Speed"
        value={speed.value}
        choices={inOrder.map((value) => ({ value, text: speedWords[value] }))}
        onChange={(value) => speed.set(value)}
      />
      <Range
        label="Fidelity of the pair"
        value={fidelity.value}
        min={0.25}
        max={1}
        step={0.01}
        format={(value) => value.toFixed(2)}
        onChange={(value) => fidelity.set(value)}
      />
    </div>
  );
}

/** A, B, a wall and a referee: what can be won with nothing, with coins and with an ebit. */
export function WallScene() {
  const course = useMatch();
  const { isSlide } = address.value;
  useSpace(course.toggle);
  const atTask = formatAddress({ tab: 'task', settings: withPart('task', 'race'), isSlide });
  return (
    <Stage
      title="The wall"
      lead={
        <>A and B cannot talk. A referee asks each 0 or 1: the same answers win, but after 1 and 1 different ones.</>
      }
      controls={<Controls course={course} />}
      verdict={
        <div class="wall-words">
          <p class="visually-hidden" aria-live="polite">
            {course.isRunning || course.tally.rounds === 0 ? '' : allWords(course.tally, fidelity.value)}
          </p>
          <p class="wall-verdict">{verdictWords(course.tally, fidelity.value)}</p>
          <p class="wall-why">
            A coin is a random bit that both know, an ebit two entangled particles, one for each. A coin only picks
            among fixed answers, and those lose at least one of the four question pairs: here coins win no more than
            nothing. Where coins do help is {isSlide ? 'scene 4' : <a href={atTask}>scene 4</a>}.
          </p>
        </div>
      }
    >
      <div class="wall-view">
        <Board course={course} />
        <Lanes tally={course.tally} fidelity={fidelity.value} />
      </div>
    </Stage>
  );
}
