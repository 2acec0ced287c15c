import { useMemo, useRef } from 'preact/hooks';
import { signedPoints } from '../../report/verdict.js';
import { Button } from '../ui/button.js';
import { atShots, SHOTS } from './at-shots.js';
import { chshScoreOf } from './chsh-score.js';
import { judgedAccuracy, judgedBalanced } from './course.js';
import { baseRatesOf, type RaceData } from './data.js';
import { saveModel } from './downloads.js';
import { LineSample } from './line-sample.js';
import { data, runs } from './race.js';
import { gain, type JudgedRows, type Shown, verdicts } from './results.js';
import { rightRows } from './right-rows.js';
import type { Run } from './run.js';
import { type LineStyle, lineStyles, runDetails, runName } from './settings.js';

const NONE = '–';

const REST =
  'Every shot takes a fresh pair for each ebit. Coins take no pair. The base rate is that of always saying the larger class.';

/** What the accuracies are of. */
function hintOf(classes: number | undefined): string {
  const how =
    classes === undefined
      ? `by the sign of the exact mean, but for those at ${SHOTS} shots: there a label is the sign of the mean of ${SHOTS} shots`
      : `by the largest of ${classes} logits, trained by their cross-entropy, at ${SHOTS} shots by the shares of the outcomes`;
  return `Accuracies are ${how}. ${REST}`;
}
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const losses = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** With a true minus sign. */
function writtenLoss(value: number): string {
  return losses.format(value).replace('-', '−');
}

function percent(value: number | null | undefined): string {
  return value == null ? NONE : `${(100 * value).toFixed(1)} %`;
}

/** A run that is done is looked at a moment later. */
function atShotsText(run: Run): string {
  const found = atShots(run);
  if (found !== null) return percent(found.found.accuracy);
  return run.phase === 'done' ? '…' : NONE;
}

function ResultRow({ run, style, isValidated }: { run: Run; style: LineStyle; isValidated: boolean }) {
  const { latest, settings, rate, iteration } = run;
  const more = gain(run, runs.value);
  const isAmongSeeds = runs.value.some((other) => other.settings.training.seed !== settings.training.seed);
  const source = data.value.data;
  return (
    <tr>
      <th scope="row">
        <span class="run-cell">
          <LineSample style={style} /> {runName(settings)}
          <span class={isAmongSeeds ? 'small muted' : 'visually-hidden'}>
            {' '}
            {isAmongSeeds ? `seed ${settings.training.seed}` : runDetails(settings)}
          </span>
        </span>
      </th>
      <td class="number strong">{percent(latest && judgedAccuracy(latest))}</td>
      <td class="number strong">{atShotsText(run)}</td>
      <td class="number">{number.format(SHOTS * settings.network.ebits)}</td>
      <td class="number">{percent(latest && judgedBalanced(latest))}</td>
      <td class="number">{more === null ? NONE : signedPoints(more)}</td>
      {isValidated && (
        <>
          <td class="number">{percent(latest?.trainingAccuracy)}</td>
          <td class="number">{percent(latest?.trainingBalanced)}</td>
        </>
      )}
      <td class="number">{latest === null ? NONE : writtenLoss(latest.trainingLoss)}</td>
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

function shownOf(done: readonly Run[], source: RaceData): readonly Shown[] {
  const { training, validation } = baseRatesOf(source);
  const judgedOf = (run: Run): JudgedRows | null => {
    const [right, found] = [rightRows(run, source), atShots(run)];
    return right === null || found === null ? null : { right, atShots: found, score: chshScoreOf(run, source) };
  };
  return verdicts(done, judgedOf, validation ?? training);
}

/** A sentence whose claim, which stands before its numbers, is seen first. */
function Finding({ sentence }: { readonly sentence: string }) {
  const cut = sentence.indexOf(': ');
  return (
    <p>
      <strong>{sentence.slice(0, cut)}</strong>
      {sentence.slice(cut)}
    </p>
  );
}

/** What the race has shown, in sentences. */
export function Verdict() {
  const source = data.value.data;
  const done = runs.value.filter(({ phase }) => phase === 'done');
  // While other runs train, those that are done stay the same objects, and nothing is found anew.
  const finished = useRef(done);
  const isSame = done.length === finished.current.length && done.every((run, i) => run === finished.current[i]);
  if (!isSame) finished.current = done;
  const all = finished.current;
  const found = done.filter((run) => atShots(run) !== null).length;
  const shown = useMemo(() => (source === null ? [] : shownOf(all, source)), [all, found, source]);
  return (
    <>
      {shown.map(({ about, sentences, basis }) => (
        <div key={about} class="race-verdict">
          {about !== null && <h3>{about}</h3>}
          {sentences.map((sentence) => (
            <Finding key={sentence} sentence={sentence} />
          ))}
          <p class="small muted">{basis}</p>
        </div>
      ))}
    </>
  );
}

/** What always giving the label of the larger class would reach: no accuracy means much without it. */
function BaseRateRow({ isValidated }: { readonly isValidated: boolean }) {
  const source = data.value.data;
  if (source === null) return null;
  const { training, validation } = baseRatesOf(source);
  const balanced = 1 / (source.training.classes ?? 2);
  return (
    <tfoot>
      <tr class="muted">
        <th scope="row">Base rate</th>
        <td class="number">{percent(validation ?? training)}</td>
        <td class="number">{percent(validation ?? training)}</td>
        <td class="number">0</td>
        <td class="number">{percent(balanced)}</td>
        <td />
        {isValidated && (
          <>
            <td class="number">{percent(training)}</td>
            <td class="number">{percent(balanced)}</td>
          </>
        )}
        <td colSpan={4} />
      </tr>
    </tfoot>
  );
}

/** How the runs have done, beside runs with nothing shared that are alike in all else. */
export function ResultsTable() {
  const isValidated = (data.value.data?.validation ?? null) !== null;
  const styles = lineStyles(runs.value.map(({ settings }) => settings));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard */}
      <section class="table-box" tabIndex={0} aria-label="Results">
        <table class="results">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col" class="number">
                {isValidated ? 'Validation' : 'Accuracy'}
              </th>
              <th scope="col" class="number">
                {`At ${SHOTS} shots`}
              </th>
              <th scope="col" class="number">
                Pairs a decision
              </th>
              <th scope="col" class="number">
                Balanced
              </th>
              <th scope="col" class="number">
                Over Bell-0
              </th>
              {isValidated && (
                <>
                  <th scope="col" class="number">
                    Training
                  </th>
                  <th scope="col" class="number">
                    Training, balanced
                  </th>
                </>
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
          <BaseRateRow isValidated={isValidated} />
        </table>
      </section>
      <p class="hint">{hintOf(data.value.data?.training.classes)}</p>
    </>
  );
}
