import { useMemo, useRef, useState } from 'preact/hooks';
import { signedPoints } from '../../report/verdict.js';
import { meanOf } from '../../statistics.js';
import { SHOT_CHOICES, type ShotChoice } from '../questions/shot-choices.js';
import { Button } from '../ui/button.js';
import { Select } from '../ui/select.js';
import { TableBox } from '../ui/table-box.js';
import { judgedAccuracy, judgedBalanced } from './course.js';
import { baseRatesOf, type RaceData } from './data.js';
import { saveModel } from './downloads.js';
import { type Entrant, entrantNames, entrantsOf, seedsText } from './entrants.js';
import { judgementOf, shotsShown } from './judging.js';
import { LineSample } from './line-sample.js';
import { type LineStyle, lineStyles } from './line-styles.js';
import { data, runs } from './race.js';
import { gain, type Shown, verdicts } from './results.js';
import type { Run } from './run.js';
import { runDetails, runName } from './settings.js';

const NONE = '–';

const REST =
  'Every shot takes a fresh pair for each ebit. Coins take no pair. The base rate is that of always saying the larger class.';

/** What the accuracies are of. */
function hintOf(classes: number | undefined, shots: number): string {
  const how =
    classes === undefined
      ? `by the sign of the exact mean, but for those at ${shots} shots: there a label is the sign of the mean of ${shots} shots`
      : `by the largest of ${classes} logits, trained by their cross-entropy, at ${shots} shots by the shares of the outcomes`;
  return `Accuracies are ${how}. ${REST}`;
}
const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const losses = new Intl.NumberFormat('en', { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** With a true minus sign; what was not measured has none. */
function writtenLoss(value: number | null): string {
  return value === null || Number.isNaN(value) ? NONE : losses.format(value).replace('-', '−');
}

function percent(value: number | null | undefined): string {
  return value == null ? NONE : `${(100 * value).toFixed(1)} %`;
}

/** What the columns show of a run; null for what is not known. */
interface Cells {
  readonly judged: number | null;
  readonly atShots: number | null;
  readonly balanced: number | null;
  readonly gain: number | null;
  readonly training: number | null;
  readonly trainingBalanced: number | null;
  readonly loss: number | null;
  readonly rate: number | null;
}

function cellsOf(run: Run, shots: ShotChoice): Cells {
  const { latest, rate } = run;
  return {
    judged: latest && judgedAccuracy(latest),
    atShots: judgementOf(run)?.atShots[shots].found.accuracy ?? null,
    balanced: latest && judgedBalanced(latest),
    gain: gain(run, runs.value),
    training: latest?.trainingAccuracy ?? null,
    trainingBalanced: latest?.trainingBalanced ?? null,
    loss: latest?.trainingLoss ?? null,
    rate,
  };
}

/** The mean over runs that all have a number; null where one has none. */
function meanCells(all: readonly Cells[]): Cells {
  const mean = (name: keyof Cells) => {
    const values = all.map((cells) => cells[name]).filter((value) => value !== null);
    return values.length < all.length ? null : meanOf(values);
  };
  return {
    judged: mean('judged'),
    atShots: mean('atShots'),
    balanced: mean('balanced'),
    gain: mean('gain'),
    training: mean('training'),
    trainingBalanced: mean('trainingBalanced'),
    loss: mean('loss'),
    rate: mean('rate'),
  };
}

/** The least and the greatest of some shares, below their mean. */
function Spread({ values }: { readonly values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2 || known.length < values.length) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)].map((value) => (100 * value).toFixed(1));
  return <span class="spread">{`${low} to ${high}`}</span>;
}

interface RowProps {
  readonly all: readonly Run[];
  readonly style: LineStyle;
  readonly isValidated: boolean;
  readonly name: string;
  /** Beside the name; `isSeen` where it is not only for readers of the screen. */
  readonly details: { readonly text: string; readonly isSeen: boolean };
}

/** A run, or the mean of several that differ in their seed. */
function ResultRow({ all, style, isValidated, name, details }: RowProps) {
  const shots = shotsShown.value;
  const each = all.map((run) => cellsOf(run, shots));
  const { judged, atShots, balanced, gain: more, training, trainingBalanced, loss, rate } = meanCells(each);
  const [first] = all;
  const isOpen = atShots === null && all.every(({ phase, error }) => phase === 'done' && error === null);
  const source = data.value.data;
  return (
    <tr>
      <th scope="row">
        <span class="run-cell">
          <LineSample style={style} /> {name}
          <span class={details.isSeen ? 'small muted' : 'visually-hidden'}> {details.text}</span>
        </span>
      </th>
      <td class="number strong">
        {percent(judged)}
        <Spread values={each.map((cells) => cells.judged)} />
      </td>
      <td class="number strong">
        {isOpen ? '…' : percent(atShots)}
        <Spread values={each.map((cells) => cells.atShots)} />
      </td>
      <td class="number">{number.format(shots * first.settings.network.ebits)}</td>
      <td class="number">{percent(balanced)}</td>
      <td class="number">{more === null ? NONE : signedPoints(more)}</td>
      {isValidated && (
        <>
          <td class="number">{percent(training)}</td>
          <td class="number">{percent(trainingBalanced)}</td>
        </>
      )}
      <td class="number">{writtenLoss(loss)}</td>
      <td class="number">{first.file === null ? number.format(Math.min(...all.map((run) => run.iteration))) : NONE}</td>
      <td class="number">{rate === null ? NONE : number.format(rate)}</td>
      <td>
        {all.length === 1 && (
          <Button
            kind="quiet"
            label={`Save model of ${name}`}
            disabled={first.parameters === null || source === null}
            onClick={() => source !== null && saveModel(first, source)}
          >
            Save model
          </Button>
        )}
      </td>
    </tr>
  );
}

/** An entrant's row; of several seeds each has one below it, where they are wanted. */
function EntrantRows({ entrant, name, style, isValidated, isEach }: EntrantRowsProps) {
  const { runs: all, settings } = entrant;
  const own = { style, isValidated };
  const isAmongSeeds = runs.value.some((run) => run.settings.training.seed !== settings.training.seed);
  if (all.length === 1) {
    const text = all[0].file !== null ? 'from file' : isAmongSeeds ? seedsText(entrant) : runDetails(settings);
    const details = { text, isSeen: isAmongSeeds || all[0].file !== null };
    return <ResultRow {...own} all={all} name={all[0].file?.name ?? runName(settings)} details={details} />;
  }
  return (
    <>
      <ResultRow {...own} all={all} name={name} details={{ text: `mean of ${all.length} seeds`, isSeen: true }} />
      {isEach &&
        all.map((run) => (
          <ResultRow
            {...own}
            key={run.id}
            all={[run]}
            name={`${name}, seed ${run.settings.training.seed}`}
            details={{ text: runDetails(run.settings), isSeen: false }}
          />
        ))}
    </>
  );
}

interface EntrantRowsProps {
  readonly entrant: Entrant;
  readonly name: string;
  readonly style: LineStyle;
  readonly isValidated: boolean;
  readonly isEach: boolean;
}

function shownOf(done: readonly Run[], source: RaceData, shots: ShotChoice): readonly Shown[] {
  const { training, validation } = baseRatesOf(source);
  return verdicts(done, judgementOf, validation ?? training, shots);
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
  const found = done.filter((run) => judgementOf(run) !== null).length;
  const shots = shotsShown.value;
  const shown = useMemo(() => (source === null ? [] : shownOf(all, source, shots)), [all, found, source, shots]);
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
  const [isEach, setIsEach] = useState(false);
  const entrants = entrantsOf(runs.value);
  const names = entrantNames(entrants);
  const styles = lineStyles(entrants.map(({ settings }) => settings.network));
  const shots = shotsShown.value;
  return (
    <>
      <div class="row results-tools">
        <Select<ShotChoice>
          label="Shots a decision"
          value={shots}
          choices={SHOT_CHOICES.map((value) => ({ value, text: number.format(value) }))}
          onChange={(value) => {
            shotsShown.value = value;
          }}
        />
        {entrants.some((entrant) => entrant.runs.length > 1) && (
          <Button onClick={() => setIsEach(!isEach)} pressed={isEach}>
            Each seed
          </Button>
        )}
      </div>
      <TableBox label="Results">
        <table class="results">
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col" class="number">
                {isValidated ? 'Validation' : 'Accuracy'}
              </th>
              <th scope="col" class="number">
                {`At ${number.format(shots)} shots`}
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
            {entrants.map((entrant, i) => (
              <EntrantRows
                key={entrant.key}
                entrant={entrant}
                name={names[i]}
                style={styles[i]}
                isValidated={isValidated}
                isEach={isEach}
              />
            ))}
          </tbody>
          <BaseRateRow isValidated={isValidated} />
        </table>
      </TableBox>
      <p class="hint">{hintOf(data.value.data?.training.classes, shots)}</p>
    </>
  );
}
