import { useEffect, useState } from 'preact/hooks';
import { address } from '../address.js';
import { wantsLessMotion } from '../panels/motion.js';
import { SEEDS, taskData } from '../questions/task/asked.js';
import { Button } from '../ui/button.js';
import { Segments } from '../ui/segments.js';
import { Select } from '../ui/select.js';
import { Stage } from './stage.js';
import { GamesPart, pickOthers } from './task/games-part.js';
import { Lead } from './task/lead.js';
import { FidelitySlider, PairPart } from './task/pair-part.js';
import { RacePart, ViewSwitch } from './task/race-part.js';
import { data, firstSeed, MOST_SEED, type Part, part, parts, price, prices } from './task/settings.js';
import { followVerdict, followWanted } from './task/training.js';
import { VerdictLine } from './task/verdict-line.js';
import { dataWords, priceWords, setWord } from './task/words.js';
// What holds for narrow screens and for an audience comes last.
import './task/games.css';
import './task/race.css';
import './task/task.css';

const partWords: Readonly<Record<Part, string>> = {
  games: 'Many games',
  race: 'The race',
  pair: 'The pair',
};

function RaceControls() {
  return (
    <>
      <Select
        label="Data"
        value={data.value}
        choices={taskData.map((value) => ({ value, text: dataWords[value] }))}
        onChange={(value) => data.set(value)}
      />
      <Select
        label="Trained for"
        value={price.value}
        choices={prices.map((value) => ({ value, text: priceWords[value] }))}
        onChange={(value) => price.set(value)}
      />
    </>
  );
}

function otherSeeds(): void {
  firstSeed.set(firstSeed.value + SEEDS > MOST_SEED ? 1 : firstSeed.value + SEEDS);
}

function Controls({ open }: { readonly open: Part }) {
  return (
    <div class="task-controls" data-part={open}>
      <Segments
        label="Parts of this scene"
        value={open}
        choices={parts.map((value) => ({ value, text: partWords[value] }))}
        onChange={(value) => part.set(value)}
      />
      {open === 'games' && (
        <div class="row">
          <Button onClick={pickOthers}>Four other corners</Button>
          <Button onClick={() => firstSeed.set(firstSeed.value >= MOST_SEED ? 1 : firstSeed.value + 1)}>
            Another data set
          </Button>
        </div>
      )}
      {open === 'race' && (
        <>
          <ViewSwitch />
          <RaceControls />
          <Button onClick={otherSeeds}>
            <span class="wide-only">Five other {setWord(data.value)}s</span>
            <span class="narrow-only">Others</span>
          </Button>
        </>
      )}
      {open === 'pair' && <FidelitySlider />}
    </div>
  );
}

/** How long each part is shown where they change by themselves, milliseconds. */
const TURN: Readonly<Record<Part, number>> = { games: 13_000, race: 30_000, pair: 60_000 };

/** The part that is open; a slide of which the address names no part shows one after another. */
function useOpenPart(): Part {
  const { isSlide, settings } = address.value;
  const plays = isSlide && !new URLSearchParams(settings).has('part') && !wantsLessMotion();
  const [played, setPlayed] = useState<Part>('games');
  useEffect(() => {
    if (!plays) return;
    const timer = setTimeout(() => setPlayed(parts[(parts.indexOf(played) + 1) % parts.length]), TURN[played]);
    return () => clearTimeout(timer);
  }, [plays, played]);
  return plays ? played : part.value;
}

/** Clusters are many CHSH games, and what is shared is worth what it saves. */
export function TaskScene() {
  const open = useOpenPart();
  const isTrained = open !== 'games';
  useEffect(() => {
    if (!isTrained) return;
    const ends = [followWanted(), followVerdict()];
    return () => {
      for (const end of ends) end();
    };
  }, [isTrained]);
  return (
    <Stage
      title="A real task"
      lead={<Lead open={open} />}
      controls={<Controls open={open} />}
      verdict={isTrained ? <VerdictLine /> : undefined}
    >
      {open === 'games' && <GamesPart />}
      {open === 'race' && <RacePart />}
      {open === 'pair' && <PairPart />}
    </Stage>
  );
}
