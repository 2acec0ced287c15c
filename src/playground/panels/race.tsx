import { useEffect } from 'preact/hooks';
import { Changes } from '../race/changes.js';
import { DataForm } from '../race/data-form.js';
import { saveChart, saveCourses } from '../race/downloads.js';
import { restoreFaults } from '../race/kept-race.js';
import { ModelFault, OpenModel } from '../race/open-model.js';
import { addSeed, choice, data, news, pause, reset, runs, train, withNextSeed } from '../race/race.js';
import { RaceCharts, type RaceMeasure } from '../race/race-charts.js';
import { ResultsTable, Verdict } from '../race/results-table.js';
import { RunForm } from '../race/run-form.js';
import { RunList } from '../race/run-list.js';
import { Share } from '../race/share.js';
import { ShotsChart } from '../race/shots-chart.js';
import { Boundary } from '../ui/boundary.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { warmWorkers } from '../warm-workers.js';
import '../race/race.css';

/** Calls something once the page has nothing else to do. */
function whenIdle(call: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(call, { timeout: 500 });
    return () => cancelIdleCallback(id);
  }
  const id = setTimeout(call, 200);
  return () => clearTimeout(id);
}

function saveRaceChart(measure: RaceMeasure): void {
  saveChart({
    runs: runs.value,
    measure,
    data: choice.value.settings,
    isValidated: (data.value.data?.validation ?? null) !== null,
  });
}

function Start() {
  const phases = runs.value.map(({ phase }) => phase);
  const isTraining = phases.includes('training');
  const canTrain = data.value.data !== null && phases.some((phase) => phase === 'ready' || phase === 'still');
  return (
    <div class="row">
      {isTraining ? (
        <Button kind="main" onClick={() => pause()}>
          Pause
        </Button>
      ) : (
        <Button kind="main" onClick={() => train()} disabled={!canTrain}>
          {phases.includes('still') ? 'Go on' : 'Train'}
        </Button>
      )}
      <Button onClick={() => reset()} disabled={phases.every((phase) => phase === 'ready')}>
        Restart
      </Button>
      <Button onClick={addSeed} disabled={withNextSeed.value.length === 0}>
        Add a seed
      </Button>
      <Changes />
      <OpenModel />
      <Share />
    </div>
  );
}

function Files() {
  const isEmpty = runs.value.every(({ iteration }) => iteration === 0);
  const source = data.value.data;
  return (
    <div class="row">
      <Button onClick={() => source !== null && saveCourses(runs.value, source)} disabled={isEmpty || source === null}>
        Save curves (CSV)
      </Button>
      <Button onClick={() => saveRaceChart('loss')} disabled={isEmpty}>
        Save loss (SVG)
      </Button>
      <Button onClick={() => saveRaceChart('accuracy')} disabled={isEmpty}>
        Save accuracy (SVG)
      </Button>
    </div>
  );
}

/** Classifiers that share nothing, coins or ebits, trained side by side. */
export function RacePanel() {
  // Where no worker can be had, the first run says so.
  useEffect(() => whenIdle(() => void warmWorkers().catch(() => {})), []);
  return (
    <div class="race">
      <div class="stack">
        <section class="card" aria-labelledby="race-title">
          <h2 id="race-title">Train them side by side</h2>
          {restoreFaults.value.map((fault) => (
            <ErrorNote key={fault} message={fault} />
          ))}
          <Boundary name="The race’s controls">
            <Start />
            <ModelFault />
          </Boundary>
          <Boundary name="The curves">
            <RaceCharts />
          </Boundary>
          <p class="visually-hidden" role="status" aria-live="polite">
            {news.value}
          </p>
        </section>
        <section class="card" aria-labelledby="runs-title">
          <h2 id="runs-title">Runs</h2>
          <Boundary name="The list of runs">
            {runs.value.length === 0 ? <p class="muted">There is no run; add one.</p> : <RunList />}
          </Boundary>
          <p class="hint">
            All runs learn from one data set; seeds are of the start. Grey shares nothing, orange coins, blue ebits. The
            other tabs look at the marked run.
          </p>
        </section>
        <section class="card" aria-labelledby="results-title">
          <h2 id="results-title">What the race shows</h2>
          <Boundary name="What the race has shown">
            <Verdict />
          </Boundary>
          <Boundary name="Accuracy against shots">
            <ShotsChart />
          </Boundary>
          <Boundary name="The results">
            <ResultsTable />
          </Boundary>
          <Files />
        </section>
      </div>
      <div class="stack">
        <Boundary name="The choice of data">
          <DataForm />
        </Boundary>
        <Boundary name="The form for another run">
          <RunForm />
        </Boundary>
      </div>
    </div>
  );
}
