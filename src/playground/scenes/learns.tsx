import { useEffect } from 'preact/hooks';
import { EMBEDDINGS, EVERY, LOSSES, SEEDS, STEPS } from '../questions/learns/asked.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { Progress } from '../ui/progress.js';
import { Range } from '../ui/range.js';
import { Segments } from '../ui/segments.js';
import { Players } from './learns/players.js';
import { followPlaying, isPlaying, moment, pause, play, showStep } from './learns/playing.js';
import { ScoreLines } from './learns/score-lines.js';
import { embedding, loss, seed } from './learns/settings.js';
import { courses, followWanted, progress, shownCourses, trainingFault, tryAgain } from './learns/training.js';
import { embeddingWords, lossWords, verdictWords } from './learns/words.js';
import { Stage } from './stage.js';
import './learns/learns.css';

/** How far the trainings are, then what they came to. */
function Verdict() {
  const { done, of } = progress.value;
  if (trainingFault.value !== null) {
    return (
      <div class="page-fault">
        <ErrorNote message={`The training could not go on: ${trainingFault.value}`} />
        <Button onClick={tryAgain}>Try again</Button>
      </div>
    );
  }
  if (done < of) {
    return <Progress label={`${done} of ${of} trainings are done`} value={done} max={of} />;
  }
  const [first, ...others] = verdictWords(courses.value);
  return (
    <p aria-live="polite">
      {first} <span class="more">{others.join(' ')}</span>
    </p>
  );
}

function Controls() {
  return (
    <div class="learns-controls">
      <div class="pair">
        <span aria-hidden="true">Embedding</span>
        <Segments
          label="Embedding"
          value={embedding.value}
          choices={EMBEDDINGS.map((value) => ({ value, text: embeddingWords[value] }))}
          onChange={(value) => embedding.set(value)}
        />
      </div>
      <div class="pair">
        <span aria-hidden="true">Loss</span>
        <Segments
          label="Loss"
          value={loss.value}
          choices={LOSSES.map((value) => ({ value, text: lossWords[value] }))}
          onChange={(value) => loss.set(value)}
        />
      </div>
      <Button onClick={() => seed.set((seed.value % SEEDS) + 1)} label={`Seed ${seed.value}, show the next`}>
        Seed {seed.value}
      </Button>
      <div class="time">
        <Button onClick={isPlaying.value ? pause : play}>{isPlaying.value ? 'Pause' : 'Play'}</Button>
        <Range label="Step" value={moment.value * EVERY} min={0} max={STEPS} step={EVERY} onChange={showStep} />
      </div>
    </div>
  );
}

/** The CHSH game as a task to learn: with nothing, a coin or an ebit shared. */
export function LearnsScene() {
  useEffect(() => {
    const ends = [followWanted(), followPlaying()];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  const shown = shownCourses.value;
  return (
    <Stage
      title="It learns"
      lead="Training turns the arrows of the four answers; two answers agree as their arrows do. Nothing shared keeps the arrows on a line, a coin in a square, an ebit in a circle."
      controls={<Controls />}
      verdict={
        <div class="learns-said">
          <Verdict />
        </div>
      }
    >
      <div class="learns-view">
        {shown === null ? (
          trainingFault.value === null && <p class="muted">The first trainings are running …</p>
        ) : (
          <>
            <Players courses={shown} moment={moment.value} />
            <ScoreLines courses={courses.value} shown={shown} moment={moment.value} />
          </>
        )}
      </div>
    </Stage>
  );
}
