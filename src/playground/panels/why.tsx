import { useEffect } from 'preact/hooks';
import { Boundary } from '../ui/boundary.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { NumberInput } from '../ui/number-input.js';
import { Progress } from '../ui/progress.js';
import { Range } from '../ui/range.js';
import { Select } from '../ui/select.js';
import { Results } from './why/results.js';
import {
  cancel,
  change,
  embedding,
  fault,
  iterations,
  loss,
  moment,
  playing,
  progress,
  runs,
  STEP_COUNTS,
  seed,
  train,
} from './why/state.js';
import { FRAMES } from './why/training.js';
import './panels.css';
import './why/why.css';

/** How long a whole replay takes, milliseconds; its beginning, where the most happens, goes slower. */
const REPLAY = 9000;
const SLOW_START = 1.7;

/** Lets the moments go by until the last one. */
function useReplay(): void {
  const isPlaying = playing.value;
  useEffect(() => {
    if (!isPlaying) return;
    const from = moment.peek() >= FRAMES ? 0 : (moment.peek() / FRAMES) ** (1 / SLOW_START);
    const start = performance.now() - from * REPLAY;
    let frame = requestAnimationFrame(function next(now) {
      const part = Math.min(1, Math.max(0, (now - start) / REPLAY));
      moment.value = Math.round(FRAMES * part ** SLOW_START);
      if (part === 1) playing.value = false;
      else frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);
}

function Settings() {
  const busy = progress.value !== null;
  return (
    <div class="card">
      <div class="fields why-fields">
        <Select
          label="Embedding"
          value={embedding.value}
          choices={[
            { value: 'original', text: 'xᵒ: question first' },
            { value: 'alternative', text: 'xᵃ: sign first' },
          ]}
          onChange={(value) => change(() => (embedding.value = value))}
        />
        <Select
          label="Loss"
          value={loss.value}
          choices={[
            { value: 'product', text: 'product' },
            { value: 'mse', text: 'mean square' },
          ]}
          onChange={(value) => {
            loss.value = value;
          }}
        />
        <Select
          label="Steps"
          value={iterations.value}
          choices={STEP_COUNTS.map((value) => ({ value, text: String(value) }))}
          onChange={(value) => change(() => (iterations.value = value))}
        />
        <NumberInput
          label="Seed"
          value={seed.value}
          min={0}
          max={999_999}
          onChange={(value) => change(() => (seed.value = value))}
        />
      </div>
      <div class="row">
        {busy ? (
          <>
            <Button onClick={cancel}>Cancel</Button>
            <div class="grow">
              <Progress
                label={
                  progress.value! < 1
                    ? 'Training Bell-0 and Bell-1 with both losses'
                    : 'Finding what the parties measure'
                }
                value={progress.value!}
                max={1}
              />
            </div>
          </>
        ) : (
          <Button kind="main" onClick={() => void train()}>
            {runs.value === null ? 'Train' : 'Play from the start'}
          </Button>
        )}
      </div>
      <ErrorNote message={fault.value} />
    </div>
  );
}

function Replay() {
  const iteration = runs.value![0].frames[moment.value].iteration;
  return (
    <div class="row replay">
      <Button onClick={() => (playing.value = !playing.value)}>{playing.value ? 'Pause' : 'Play'}</Button>
      <div class="grow">
        <Range
          label="Step"
          value={moment.value}
          min={0}
          max={FRAMES}
          format={() => String(iteration)}
          onChange={(value) => {
            playing.value = false;
            moment.value = value;
          }}
        />
      </div>
    </div>
  );
}

/** What an ebit can do, in a small task: the CHSH game. */
export function WhyPanel() {
  useReplay();
  // An address that holds a moment is of a training that was there.
  useEffect(() => {
    if (moment.peek() > 0 && runs.peek() === null && progress.peek() === null) void train(moment.peek());
  }, []);
  return (
    <section class="stack" aria-label="Why">
      <div>
        <h2>The CHSH game: a task in which an ebit can win more often</h2>
        <p class="muted why-text">
          A gets a question s, B a question t, each 0 or 1. They do not talk, and win if their answers, +1 or −1, are
          equal; but if s = t = 1, they win if the answers differ. Answers fixed beforehand, and coins shared
          beforehand, win at most 3 of the 4 cases. With an ebit each party measures its half along a direction that
          depends on its question. As a learning task both also get a sign, −1 or +1, that flips the label: 16 inputs.
        </p>
      </div>
      <Settings />
      {runs.value !== null && (
        <>
          <Replay />
          <Boundary name="What the parties do">
            <Results runs={runs.value} loss={loss.value} embedding={embedding.value} moment={moment.value} />
          </Boundary>
        </>
      )}
    </section>
  );
}
