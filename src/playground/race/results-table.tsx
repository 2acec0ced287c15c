import { Button } from '../ui/button.js';
import { judgedAccuracy } from './course.js';
import { saveModel } from './downloads.js';
import { LineSample } from './line-sample.js';
import { data, runs } from './race.js';
import { gain, verdict } from './results.js';
import type { Run } from './run.js';
import { type LineStyle, lineStyles, runDetails, runName } from './settings.js';

const NONE = '–';
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const points = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});

const losses = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** With a true minus sign, as wide as the plus. */
function written(format: Intl.NumberFormat, value: number): string {
  return format.format(value).replace('-', '−');
}

function percent(value: number | null | undefined): string {
  return value == null ? NONE : `${(100 * value).toFixed(1)} %`;
}

function ResultRow({ run, style, isValidated }: { run: Run; style: LineStyle; isValidated: boolean }) {
  const { latest, settings, rate, iteration } = run;
  const more = gain(run, runs.value);
  const source = data.value.data;
  return (
    <tr>
      <th scope="row">
        <span class="run-cell">
          <LineSample style={style} /> {runName(settings)}
          <span class="visually-hidden"> {runDetails(settings)}</span>
        </span>
      </th>
      <td class="number strong">{percent(latest && judgedAccuracy(latest))}</td>
      <td class={more !== null && more > 0 ? 'number good' : 'number'}>
        {more === null ? NONE : written(points, more)}
      </td>
      {isValidated && <td class="number">{percent(latest?.trainingAccuracy)}</td>}
      <td class="number">{latest === null ? NONE : written(losses, latest.trainingLoss)}</td>
      <td class="number">{number.format(iteration)}</td>
      <td class="number">{rate === null ? NONE : number.format(rate)}</td>
      <td>
        <Button
          kind="quiet"
          label={`Save model of ${runName(settings)}`}
          disabled={run.parameters === null || source === null}
          onClick={() => source !== null && saveModel(run, source)}
        >
          Save model
        </Button>
      </td>
    </tr>
  );
}

/** What the race has shown, in a sentence. */
export function Verdict() {
  const text = verdict(runs.value);
  return text === null ? null : <p class="race-verdict">{text}</p>;
}

/** How the runs have done, and what their ebits were worth. */
export function ResultsTable() {
  const isValidated = (data.value.data?.validation ?? null) !== null;
  const styles = lineStyles(runs.value.map(({ settings }) => settings));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
    <section class="table-box" tabIndex={0} aria-label="Results">
      <table>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col" class="number">
              {isValidated ? 'Validation' : 'Accuracy'}
            </th>
            <th scope="col" class="number">
              Over Bell-0
            </th>
            {isValidated && (
              <th scope="col" class="number">
                Training
              </th>
            )}
            <th scope="col" class="number">
              Loss
            </th>
            <th scope="col" class="number">
              Iterations
            </th>
            <th scope="col" class="number">
              Steps/s
            </th>
            <th scope="col">
              <span class="visually-hidden">Model</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.value.map((run, i) => (
            <ResultRow key={run.id} run={run} style={styles[i]} isValidated={isValidated} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
