import { useMemo } from 'preact/hooks';
import { Chart } from '../plot.js';
import { Boundary } from '../ui/boundary.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { NumberInput } from '../ui/number-input.js';
import { Progress } from '../ui/progress.js';
import { Range } from '../ui/range.js';
import { Select } from '../ui/select.js';
import { TableBox } from '../ui/table-box.js';
import { CELLS, capOf, EBITS } from './effective-dimension/cells.js';
import { publishedRanks, rankChart } from './effective-dimension/chart-options.js';
import {
  cancel,
  change,
  draws,
  fault,
  INPUT_STEP,
  inputs,
  isComplete,
  known,
  LEAST_INPUTS,
  MOST_INPUTS,
  mixing,
  settings,
  start,
  working,
} from './effective-dimension/state.js';
import { plateaus, plateauWords } from './effective-dimension/words.js';
import './effective-dimension/effective-dimension.css';
import './panels.css';

function Controls() {
  return (
    <div class="card">
      <Range
        label="N, the number of random inputs"
        value={inputs.value}
        min={LEAST_INPUTS}
        max={MOST_INPUTS}
        step={INPUT_STEP}
        onChange={(value) => change(() => (inputs.value = value))}
      />
      <div class="fields rank-fields">
        <Select
          label="Mixing layers"
          value={mixing.value}
          choices={[
            { value: 0, text: 'none' },
            { value: 3, text: '3, before the inputs' },
          ]}
          onChange={(value) => change(() => (mixing.value = value))}
        />
        <NumberInput
          label="Draws of the angles"
          hint="The greatest rank counts; the paper has 20."
          value={draws.value}
          min={1}
          max={20}
          onChange={(value) => change(() => (draws.value = value))}
        />
      </div>
      <div class="row">
        {working.value ? (
          <>
            <Button onClick={cancel}>Cancel</Button>
            <div class="grow">
              <Progress
                label={`${known.value.length} of ${CELLS.length} ranks`}
                value={known.value.length}
                max={CELLS.length}
              />
            </div>
          </>
        ) : (
          <>
            <Button kind="main" onClick={start} disabled={isComplete.value}>
              {isComplete.value
                ? 'All ranks found'
                : known.value.length === 0
                  ? 'Find the ranks'
                  : 'Find the missing ranks'}
            </Button>
            {isComplete.value && <span class="muted small">Now move N.</span>}
          </>
        )}
      </div>
      <ErrorNote message={fault.value} />
    </div>
  );
}

function PlateauTable() {
  return (
    <TableBox label="Plateaus">
      <table>
        <thead>
          <tr>
            <th scope="col">network</th>
            <th scope="col" class="number">
              numbers an input
            </th>
            <th scope="col" class="number">
              cap
            </th>
            <th scope="col" class="number">
              highest rank
            </th>
          </tr>
        </thead>
        <tbody>
          {plateaus(known.value).map(({ ebits, highest }) => (
            <tr key={ebits} data-ebits={ebits}>
              <th scope="row">
                <span class={`swatch bell-${ebits}`} />
                {`Bell-${ebits}`}
              </th>
              <td class="number">{capOf(ebits, 1)}</td>
              <td class="number">{capOf(ebits, inputs.value)}</td>
              <td class="number">
                {highest === null ? '–' : highest.rank}
                {highest?.atCap && ' = cap'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function Picture() {
  const [ranks, own] = [known.value, settings.value];
  const options = useMemo(() => rankChart(ranks, own), [ranks, own]);
  const label = `Effective dimension against layers, N = ${own.inputs}. ${plateaus(ranks)
    .map(({ ebits, highest }) => `Bell-${ebits}: ${highest === null ? 'not found yet' : `up to ${highest.rank}`}`)
    .join(', ')}.`;
  return (
    <div class="card rank-picture">
      <Chart options={options} label={label} />
      <p class="row small rank-legend">
        {EBITS.map((ebits) => (
          <span key={ebits}>
            <span class={`swatch bell-${ebits}`} />
            {`Bell-${ebits}`}
          </span>
        ))}
        <span class="muted">dashed: N × numbers an input</span>
        {publishedRanks(own).length > 0 && <span class="muted">circles: published, Table S6</span>}
      </p>
    </div>
  );
}

/** How the effective dimension of Bell-0 to Bell-4 grows with depth, and how the number of inputs caps it. */
export function EffectiveDimensionPanel() {
  return (
    <section class="stack" aria-label="Effective dimension">
      <div>
        <h2>How many directions can a circuit learn in?</h2>
        <p class="muted rank-text">
          The effective dimension is the greatest rank, over random angles, of the Fisher matrix averaged over N random
          inputs. An input has at most 3 numbers that angles can move: two marginals and a correlation. It has 2 with
          nothing shared, and 1 if every qubit is half of an ebit. So the rank is at most N times that, whatever the
          circuit can do. The published plateaus, 200 for Bell-0 and 100 for Bell-4, are these caps at N = 100: move N,
          and they move.
        </p>
      </div>
      <div class="rank-columns">
        <Controls />
        <Boundary name="The picture of the ranks">
          <Picture />
        </Boundary>
        <div class="card rank-table">
          <PlateauTable />
          <p class="small rank-words" aria-live="polite">
            {working.value ? '' : plateauWords(known.value, inputs.value)}
          </p>
        </div>
      </div>
    </section>
  );
}
