import { useMemo } from 'preact/hooks';
import { QUANTUM_BOUND } from '../../../analysis/chsh-score.js';
import { TableBox } from '../../ui/table-box.js';
import type { GameEmbedding, Vector } from './answers.js';
import { seenFromOther } from './game.js';
import { type Arrow, GreatCircle } from './great-circle.js';
import { MarginHistogram } from './histogram.js';
import { MeanBars } from './mean-bars.js';
import { bestPlane, type Plane, projected } from './plane.js';
import { ScoreChart } from './score-chart.js';
import type { Frame, GameRun } from './training.js';
import { type GameLoss, lossText, verdict } from './words.js';

/** A perfect Bell pair: what B's directions look like on A's half. */
const PHI_PLUS: Vector = [1, -1, 1];

const NAMES = { a: ['A₀', 'A₁'], b: ['B₀', 'B₁'] } as const;

function arrowsOf({ a, b }: Frame): Arrow[] {
  return [
    ...a.map(({ direction }, i) => ({ label: NAMES.a[i], party: 'a' as const, direction })),
    ...b.map(({ direction }, i) => ({
      label: NAMES.b[i],
      party: 'b' as const,
      direction: seenFromOther(direction, PHI_PLUS),
    })),
  ];
}

const decimal = (value: number, digits: number) => value.toFixed(digits).replace('-', '−');

/** Lengths of the arrows, and what they do not show. */
function ArrowTable({ frame, plane }: { readonly frame: Frame; readonly plane: Plane }) {
  const means = [...frame.a, ...frame.b].map(({ mean }) => mean);
  return (
    <details>
      <summary>The arrows in numbers</summary>
      <TableBox label="The arrows in numbers">
        <table>
          <thead>
            <tr>
              <th scope="col">direction</th>
              <th scope="col" class="number">
                in the plane
              </th>
              <th scope="col" class="number">
                out of it
              </th>
              <th scope="col" class="number">
                mean answer
              </th>
            </tr>
          </thead>
          <tbody>
            {arrowsOf(frame).map(({ label, direction }, i) => {
              const { x, y, out } = projected(direction, plane);
              return (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td class="number">{decimal(Math.hypot(x, y), 3)}</td>
                  <td class="number">{decimal(Math.abs(out), 3)}</td>
                  <td class="number">{decimal(means[i], 3)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableBox>
      <p class="hint">
        A direction of length 1 is a sharp measurement, a shorter one partly a coin. The mean answer does not hang on
        the pair.
      </p>
    </details>
  );
}

function ScoreTable({ runs, moment }: { readonly runs: readonly GameRun[]; readonly moment: number }) {
  return (
    <TableBox label="Scores">
      <table class="score-table">
        <thead>
          <tr>
            <th scope="col">players</th>
            <th scope="col" class="number">
              score S
            </th>
            <th scope="col" class="number">
              chance to win
            </th>
            <th scope="col" class="number">
              labels right
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map(({ ebits, frames }) => {
            const { score, success, right } = frames[moment].game;
            return (
              <tr key={ebits} data-ebits={ebits}>
                <th scope="row">
                  <span class={`swatch bell-${ebits}`} />
                  {`Bell-${ebits}`}
                </th>
                <td class="number">{decimal(score, 3)}</td>
                <td class="number">{decimal(success, 3)}</td>
                <td class="number">{`${right} of 16`}</td>
              </tr>
            );
          })}
          <tr class="muted">
            <th scope="row">most with nothing shared, parity weights</th>
            <td class="number">2</td>
            <td class="number">3/4</td>
            <td class="number">12 of 16</td>
          </tr>
          <tr class="muted">
            <th scope="row">most of everything separable</th>
            <td class="number">2</td>
            <td class="number">3/4</td>
            <td class="number">16 of 16</td>
          </tr>
          <tr class="muted">
            <th scope="row">most with entanglement</th>
            <td class="number">2√2</td>
            <td class="number">{QUANTUM_BOUND.toFixed(3)}</td>
            <td class="number">16 of 16</td>
          </tr>
        </tbody>
      </table>
      <p class="hint">
        Both labels are equally frequent: giving every input the same one gets 8 of 16 right, and the balanced accuracy
        is the share of labels right. A label is the sign of an expectation, which a shared coin can turn the right way
        for every input; only the score tells entanglement from it.
      </p>
    </TableBox>
  );
}

/** What the trainings show at one moment. */
export interface ResultsProps {
  readonly runs: readonly GameRun[];
  readonly loss: GameLoss;
  readonly embedding: GameEmbedding;
  readonly moment: number;
}

export function Results({ runs, loss, embedding, moment }: ResultsProps) {
  const own = useMemo(() => runs.filter((run) => run.loss === loss), [runs, loss]);
  const [bell0, bell1] = [0, 1].map((ebits) => own.find((run) => run.ebits === ebits) as GameRun);
  const otherLoss = runs.find((run) => run.ebits === 1 && run.loss !== loss) as GameRun;
  // One plane for the whole replay, that of its end: arrows then move by training alone.
  const plane = useMemo(() => {
    const end = bell1.frames[bell1.frames.length - 1];
    return bestPlane(arrowsOf(end).map(({ direction }) => direction));
  }, [bell1]);
  const now = bell1.frames[moment];
  const last = bell1.frames.length - 1;
  const bars = (['a', 'b'] as const).flatMap((party) =>
    bell0.frames[moment][party].map(({ mean }, i) => ({ label: NAMES[party][i], party, mean })),
  );
  const angles = arrowsOf(now)
    .map(({ label, direction }) => {
      const { x, y } = projected(direction, plane);
      return `${label} ${Math.round((Math.atan2(x, y) * 180) / Math.PI)} degrees, length ${Math.hypot(x, y).toFixed(2)}`;
    })
    .join('; ');
  return (
    <>
      <p class="verdict">
        {verdict({
          embedding,
          loss,
          seed: bell1.seed,
          bell0: bell0.frames[last].game,
          bell1: bell1.frames[last].game,
          otherLoss: otherLoss.frames[last].game,
        })}
      </p>
      <div class="why-columns">
        <div class="card">
          <h3>Bell-1: where each party measures</h3>
          <GreatCircle
            arrows={arrowsOf(now)}
            plane={plane}
            label={`Measurement directions, clockwise from the top: ${angles}.`}
          />
          <p class="hint">
            A₀ is what A measures on its half when asked 0. The plane through the middle of the Bloch ball is the one
            that holds the four arrows of the last step best, with A₀ up; B’s are drawn as they act on A’s half. Arrows
            at an angle α agree with probability (1 + cos α) / 2 if both reach the circle.
          </p>
          <ArrowTable frame={now} plane={plane} />
          <h3>Bell-0: mean answers</h3>
          <MeanBars
            bars={bars}
            label={`Mean answers with nothing shared: ${bars.map(({ label, mean }) => `${label} ${mean.toFixed(2)}`).join(', ')}.`}
          />
          <p class="hint">
            With nothing shared there is nothing to turn: each question has an answer, more or less sure.
          </p>
        </div>
        <div class="stack">
          <div class="card">
            <h3>{`Score S and probability to win, ${lossText[loss]}`}</h3>
            <ScoreTable runs={own} moment={moment} />
            <ScoreChart runs={own} moment={moment} />
          </div>
          <div class="card">
            <h3>Label times expectation over weight, L E / w, of the 16 inputs</h3>
            <div class="histograms">
              {(['product', 'mse'] as const).flatMap((name) =>
                [1, 0].map((ebits) => (
                  <MarginHistogram
                    key={`${name}/${ebits}`}
                    title={lossText[name]}
                    ebits={ebits}
                    margins={runs.find((run) => run.loss === name && run.ebits === ebits)!.frames[moment].game.margins}
                  />
                )),
              )}
            </div>
            <p class="hint">
              Inputs right of the dotted line get the right label. (1 + L E / w) / 2 is the chance to win at that input.
            </p>
          </div>
        </div>
      </div>
    </>
  );
}
