import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Progress } from '../../ui/progress.js';
import { data, part } from './settings.js';
import { progress, trainingFault, tryAgain, verdict } from './training.js';
import { evidenceWords, knownWords } from './words.js';

/** How far the race is, then the verdict. */
function Said() {
  const fault = trainingFault.value;
  if (fault !== null) {
    return (
      <div class="page-fault">
        <ErrorNote message={`The race could not go on: ${fault}`} />
        <Button onClick={tryAgain}>Try again</Button>
      </div>
    );
  }
  const { done, of, steps, allSteps, each } = progress.value;
  const found = verdict.value;
  if (found === null) {
    const label =
      done === of
        ? 'All are trained; the verdict is being computed …'
        : `${done} of ${of} trainings of ${each} steps are done`;
    return <Progress label={label} value={steps} max={allSteps} />;
  }
  const [first] = found.findings;
  const known = knownWords(data.value, found.contrasts);
  return (
    <div class="task-verdict" aria-live="polite">
      <p>
        {known !== null && `${known} `}
        {first.claim}
        {found.basis.includes('larger class') && ' Nothing is above always saying the larger class.'}
      </p>
      {part.value === 'race' && <p class="task-evidence">{evidenceWords(found.contrasts)}</p>}
    </div>
  );
}

/** What came of the race so far. */
export function VerdictLine() {
  return (
    <div class={`task-said ${part.value}`}>
      <Said />
    </div>
  );
}
