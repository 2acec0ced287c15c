import { useId } from 'preact/hooks';
import {
  comparisonTable,
  differenceTable,
  factsOf,
  rateTable,
  reportLines,
  type WordTable,
} from '../../benchmark/words.js';
import { save } from '../race/downloads.js';
import { Button } from '../ui/button.js';
import { ErrorNote } from '../ui/error-note.js';
import { Progress } from '../ui/progress.js';
import { TableBox } from '../ui/table-box.js';
import { cancel, comparison, fault, fileFault, load, other, own, progress, start } from './benchmark/state.js';
import './benchmark/benchmark.css';

/** A table of texts, the columns of numbers aligned to the right. */
function TextTable({ table, numbers, label }: { table: WordTable; numbers: readonly number[]; label: string }) {
  const kind = (column: number) => (numbers.includes(column) ? 'number' : undefined);
  return (
    <TableBox label={label}>
      <table aria-label={label}>
        <thead>
          <tr>
            {table.head.map((name, column) =>
              name === '' ? (
                <td key={column} />
              ) : (
                <th key={column} scope="col" class={kind(column)}>
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row[0]}>
              <th scope="row">{row[0]}</th>
              {row.slice(1).map((cell, place) => (
                <td key={table.head[place + 1]} class={kind(place + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function Controls() {
  const id = useId();
  const report = own.value;
  return (
    <div class="card">
      <div class="row">
        {progress.value === null ? (
          <>
            <Button kind="main" onClick={() => void start(true)}>
              Measure quickly
            </Button>
            <Button onClick={() => void start(false)}>Measure</Button>
          </>
        ) : (
          <>
            <Button onClick={cancel}>Cancel</Button>
            <div class="grow">
              <Progress
                label={`${progress.value.done} of ${progress.value.total} samples`}
                value={progress.value.done}
                max={progress.value.total}
              />
            </div>
          </>
        )}
        {report !== null && (
          <Button
            onClick={() => save('ebit-benchmark.json', `${JSON.stringify(report, null, 2)}\n`, 'application/json')}
          >
            Save as JSON
          </Button>
        )}
      </div>
      <ErrorNote message={fault.value} />
      <div class="field benchmark-file">
        <label for={id}>Another machine's report</label>
        <input
          id={id}
          type="file"
          accept=".json,application/json"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) void load(file);
          }}
        />
        <p class="hint" id={`${id}-hint`}>
          As this page saves it, or <code>ebit bench --out FILE</code>. It stays on this machine.
        </p>
      </div>
      <ErrorNote message={fileFault.value} />
    </div>
  );
}

function Report() {
  const report = own.value ?? other.value?.report ?? null;
  if (report === null) return null;
  return (
    <div class="card benchmark-report">
      <h3>{own.value === null ? `The machine of ${other.value?.name}` : 'This browser'}</h3>
      <TextTable table={rateTable(report)} numbers={[1, 3]} label="Rates" />
      {reportLines(report).map((line) => (
        <p key={line} class="small">
          {line}
        </p>
      ))}
      <dl class="benchmark-facts small">
        {factsOf(report).map(([name, fact]) => (
          <div key={name}>
            <dt class="muted">{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Comparison() {
  const found = comparison.value;
  if (found === null) return null;
  return (
    <div class="card benchmark-comparison">
      <h3>{`First: ${other.value?.name}. Second: this browser.`}</h3>
      <TextTable table={comparisonTable(found)} numbers={[1, 2]} label="Side by side" />
      {found.differences.length > 0 && (
        <TextTable table={differenceTable(found)} numbers={[]} label="What differs between the machines" />
      )}
      {found.doubts.map((doubt) => (
        <p key={doubt} class="small">
          {doubt}
        </p>
      ))}
    </div>
  );
}

/** How fast this browser is, beside other machines. */
export function BenchmarkPanel() {
  return (
    <section class="stack" aria-label="Benchmark">
      <div>
        <h2>How fast is this browser?</h2>
        <p class="muted benchmark-text">
          Rates of what the page and the command line compute, medians over samples that are taken in turn. Before
          anything is timed, each workload has to compute the bits that it computes on every machine.
        </p>
      </div>
      <Controls />
      <Comparison />
      <Report />
    </section>
  );
}
