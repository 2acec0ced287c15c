import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { Progress } from '../ui/progress.js';
import { LineSample } from './line-sample.js';
import { pause, removeRun, reset, runs, selected, stepOnce, train } from './race.js';
import type { Run } from './run.js';
import { type LineStyle, lineStyles, runDetails, runName } from './settings.js';

const number = new Intl.NumberFormat('en');

function Controls({ run }: { readonly run: Run }) {
  const { id, phase } = run;
  const name = runName(run.settings);
  const isOver = phase === 'done' || phase === 'failed';
  return (
    <div class="run-controls">
      {phase === 'training' ? (
        <Button kind="quiet" onClick={() => pause([id])} label={`Pause ${name}`}>
          Pause
        </Button>
      ) : (
        <Button kind="quiet" onClick={() => train([id])} label={`Train ${name}`} disabled={isOver}>
          Train
        </Button>
      )}
      <Button
        kind="quiet"
        onClick={() => stepOnce(id)}
        label={`One step of ${name}`}
        disabled={isOver || phase === 'training'}
      >
        Step
      </Button>
      <Button kind="quiet" onClick={() => reset([id])} label={`Restart ${name}`} disabled={phase === 'ready'}>
        Restart
      </Button>
      <Button kind="quiet" onClick={() => removeRun(id)} label={`Remove ${name}`}>
        Remove
      </Button>
    </div>
  );
}

const words: Readonly<Record<Run['phase'], string>> = {
  ready: 'ready',
  training: 'training',
  still: 'paused',
  done: 'done',
  failed: 'failed',
};

function Entry({ run, style }: { readonly run: Run; readonly style: LineStyle }) {
  const { settings, iteration, phase } = run;
  const { iterations } = settings.training;
  return (
    <li class="run" data-phase={phase}>
      <label class="run-name">
        <input
          type="radio"
          name="selected-run"
          checked={run.id === selected.value}
          onChange={() => {
            selected.value = run.id;
          }}
        />
        <LineSample style={style} />
        <strong>{runName(settings)}</strong>
        <span class="small muted">{runDetails(settings)}</span>
      </label>
      <Controls run={run} />
      <Progress
        label={`${words[phase]}, ${number.format(iteration)} of ${number.format(iterations)}`}
        value={iteration}
        max={iterations}
      />
      <ErrorNote message={run.error} />
    </li>
  );
}

/** The runs of the race, each with what can be done with it. */
export function RunList() {
  const styles = lineStyles(runs.value.map(({ settings }) => settings));
  return (
    <fieldset class="runs">
      <legend class="visually-hidden">Runs; the other tabs show the one that is marked</legend>
      <ul>
        {runs.value.map((run, i) => (
          <Entry key={run.id} run={run} style={styles[i]} />
        ))}
      </ul>
    </fieldset>
  );
}
