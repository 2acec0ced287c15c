import { useEffect } from 'preact/hooks';
import { PAPER_INPUTS } from '../questions/enough/asked.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { Range } from '../ui/range.js';
import { DepthChart } from './enough/depth-chart.js';
import { InputsChart } from './enough/inputs-chart.js';
import {
  choose,
  fault,
  follow,
  found,
  hold,
  inputs,
  isMoving,
  isShownComplete,
  move,
  published,
  shownRanks,
  tryAgain,
} from './enough/ranks.js';
import { FEWEST, MOST } from './enough/settings.js';
import { publishedWords, stopWords } from './enough/words.js';
import { Stage } from './stage.js';
import './enough/enough.css';

/** What the ranks for this N say. */
function Verdict() {
  if (fault.value !== null) {
    return (
      <div class="page-fault">
        <ErrorNote message={`The ranks could not be found: ${fault.value}`} />
        <Button onClick={tryAgain}>Try again</Button>
      </div>
    );
  }
  const own = shownRanks.value;
  if (!isShownComplete.value) {
    return <p class="more">{`N = ${inputs.value}: ${own.length} ranks are found, the next are being computed …`}</p>;
  }
  return (
    <p aria-live={isMoving.value ? 'off' : 'polite'}>
      {stopWords(inputs.value, own)} <span class="more">{publishedWords(own, published.value)}</span>
    </p>
  );
}

function Controls() {
  return (
    <div class="enough-controls">
      <Button onClick={isMoving.value ? hold : move}>{isMoving.value ? 'Hold N' : 'Let N move'}</Button>
      <Range
        label="N, the number of inputs"
        value={inputs.value}
        min={FEWEST}
        max={MOST}
        step={inputs.value % 5 === 0 ? 5 : 1}
        onChange={choose}
      />
    </div>
  );
}

/** Rank against depth, and how the number of inputs limits it. */
export function EnoughScene() {
  useEffect(follow, []);
  return (
    <Stage
      title="How much is enough"
      lead={`In how many directions can a circuit learn? The rank of its Fisher matrix counts them, at one draw of the angles and N random inputs. An input tells 3 numbers at most, 2 with nothing shared, 1 with 4 ebits. Diamonds: published, N = ${PAPER_INPUTS}.`}
      controls={<Controls />}
      verdict={
        <div class="enough-said">
          <Verdict />
        </div>
      }
    >
      <div class="enough-view">
        <DepthChart inputs={inputs.value} ranks={shownRanks.value} published={published.value} />
        <InputsChart inputs={inputs.value} found={found.value} />
      </div>
    </Stage>
  );
}
