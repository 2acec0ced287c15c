import { useState } from 'preact/hooks';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { Progress } from '../ui/progress.js';
import { type Entrant, entrantNames, entrantsOf, seedsText } from './entrants.js';
import { LineSample } from './line-sample.js';
import { type LineStyle, lineStyles } from './line-styles.js';
import { pause, removeRuns, reset, runs, selected, stepOnce, train } from './race.js';
import type { Phase, Run } from './run.js';
import { learningDetails, runDetails, runName } from './settings.js';

const number = new Intl.NumberFormat('en');

interface ControlsProps {
  readonly all: readonly Run[];
  /** Whose they are, for readers of the screen. */
  readonly name: string;
  /** Of several runs, whether each is shown by itself, and what changes that. */
  readonly more?: { readonly isOpen: boolean; readonly toggle: () => void };
}

/** What can be done with a run, or with all runs of an entrant. */
function Controls({ all, name, more }: ControlsProps) {
  const ids = all.map(({ id }) => id);
  const isTraining = all.some(({ phase }) => phase === 'training');
  const isOver = all.every(({ phase }) => phase === 'done' || phase === 'failed');
  const isFile = all[0].file !== null;
  return (
    <div class="run-controls">
      {more !== undefined && (
        <Button kind="quiet" onClick={more.toggle} label={`Seeds of ${name}`} pressed={more.isOpen}>
          Seeds
        </Button>
      )}
      {!isFile &&
        (isTraining ? (
          <Button kind="quiet" onClick={() => pause(ids)} label={`Pause ${name}`}>
            Pause
          </Button>
        ) : (
          <Button kind="quiet" onClick={() => train(ids)} label={`Train ${name}`} disabled={isOver}>
            Train
          </Button>
        ))}
      {!isFile && all.length === 1 && (
        <Button
          kind="quiet"
          onClick={() => stepOnce(ids[0])}
          label={`One step of ${name}`}
          disabled={isOver || isTraining}
        >
          Step
        </Button>
      )}
      {!isFile && (
        <Button
          kind="quiet"
          onClick={() => reset(ids)}
          label={`Restart ${name}`}
          disabled={all.every(({ phase }) => phase === 'ready')}
        >
          Restart
        </Button>
      )}
      <Button kind="quiet" onClick={() => removeRuns(ids)} label={`Remove ${name}`}>
        Remove
      </Button>
    </div>
  );
}

const words: Readonly<Record<Phase, string>> = {
  ready: 'ready',
  training: 'training',
  still: 'paused',
  done: 'done',
  failed: 'failed',
};

/** Of the field that marks the run that the other tabs look at. */
function markOf({ id }: Run) {
  return {
    type: 'radio',
    name: 'selected-run',
    checked: id === selected.value,
    onChange: () => {
      selected.value = id;
    },
  } as const;
}

/** A run by itself. */
function SingleRun({ run, style }: { readonly run: Run; readonly style: LineStyle }) {
  const { settings, iteration, phase, file } = run;
  const { iterations } = settings.training;
  const name = file?.name ?? runName(settings);
  return (
    <li class="run" data-phase={phase}>
      <label class="run-name">
        <input {...markOf(run)} />
        <LineSample style={style} />
        <strong>{name}</strong>
        <span class="small muted">{file === null ? runDetails(settings) : 'from file'}</span>
      </label>
      <Controls all={[run]} name={name} />
      {file === null && (
        <Progress
          label={`${words[phase]}, ${number.format(iteration)} of ${number.format(iterations)}`}
          value={iteration}
          max={iterations}
        />
      )}
      <ErrorNote message={run.error} />
    </li>
  );
}

/** One of several runs that differ in their seed. */
function SeedRun({ run }: { readonly run: Run }) {
  const { settings, iteration, phase } = run;
  const { iterations, seed } = settings.training;
  return (
    <li class="run seed-run" data-phase={phase}>
      <label class="run-name">
        <input {...markOf(run)} />
        <span>Seed {seed}</span>
      </label>
      <Progress
        label={`${words[phase]}, ${number.format(iteration)} of ${number.format(iterations)}`}
        value={iteration}
        max={iterations}
      />
      <Controls all={[run]} name={`${runName(settings)}, seed ${seed}`} />
      <ErrorNote message={run.error} />
    </li>
  );
}

/** Of several phases the one to tell of first. */
const order = ['training', 'still', 'failed', 'ready', 'done'] as const satisfies readonly Phase[];

/** The phase of an entrant's runs, and how it is told. */
function phaseOf(all: readonly Run[]): { readonly phase: Phase; readonly text: string } {
  const count = (phase: Phase) => all.filter((run) => run.phase === phase).length;
  const phase = order.find((one) => count(one) > 0) ?? 'ready';
  const isWhole = phase === 'training' || count(phase) === all.length;
  return { phase, text: isWhole ? words[phase] : `${words[phase]} (${count(phase)} of ${all.length})` };
}

interface SeveralRunsProps {
  readonly entrant: Entrant;
  readonly name: string;
  readonly style: LineStyle;
}

/** Runs that differ by nothing but their seed; one by one where they are wanted so. */
function SeveralRuns({ entrant, name, style }: SeveralRunsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { settings, runs: all } = entrant;
  const most = all.length * settings.training.iterations;
  const done = all.reduce((sum, { iteration }) => sum + iteration, 0);
  const marked = all.find(({ id }) => id === selected.value);
  const faults = [...new Set(all.map(({ error }) => error).filter((error) => error !== null))];
  const { phase, text } = phaseOf(all);
  return (
    <li class="run" data-phase={phase}>
      <label class="run-name">
        <input {...markOf(marked ?? all[0])} />
        <LineSample style={style} />
        <strong>{runName(settings)}</strong>
        <span class="small muted">
          {learningDetails(settings)}; {seedsText(entrant)}
          {marked !== undefined && !isOpen && `; seed ${marked.settings.training.seed} is marked`}
        </span>
      </label>
      <Controls all={all} name={name} more={{ isOpen, toggle: () => setIsOpen(!isOpen) }} />
      <Progress label={`${text}, ${number.format(done)} of ${number.format(most)}`} value={done} max={most} />
      {faults.map((fault) => (
        <ErrorNote key={fault} message={fault} />
      ))}
      {isOpen && (
        <ul>
          {all.map((run) => (
            <SeedRun key={run.id} run={run} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** What takes part in the race, each with what can be done with it. */
export function RunList() {
  const entrants = entrantsOf(runs.value);
  const names = entrantNames(entrants);
  const styles = lineStyles(entrants.map(({ settings }) => settings.network));
  return (
    <fieldset class="runs">
      <legend class="visually-hidden">Runs; the other tabs show the one that is marked</legend>
      <ul>
        {entrants.map((entrant, i) =>
          entrant.runs.length === 1 ? (
            <SingleRun key={entrant.runs[0].id} run={entrant.runs[0]} style={styles[i]} />
          ) : (
            <SeveralRuns key={entrant.key} entrant={entrant} name={names[i]} style={styles[i]} />
          ),
        )}
      </ul>
    </fieldset>
  );
}
