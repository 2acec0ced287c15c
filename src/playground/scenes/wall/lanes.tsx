import { Fragment } from 'preact';
import { type Question, type Sharing, sharings, wanted } from './rounds.js';
import { type Counted, placeOf, type Tally, wonBy } from './tally.js';
import { wilson } from './wilson.js';
import { CLASSICAL, kindOf, laneWords, nameOf, QUANTUM, share } from './words.js';

const questions: readonly Question[] = [0, 1];

/** The ends of the scale. */
const [LEAST, MOST] = [0.5, 1];

/** Where a share stands on the scale, percent of its width. */
function across(value: number): number {
  return (100 * (Math.min(MOST, Math.max(LEAST, value)) - LEAST)) / (MOST - LEAST);
}

function pairWords(x: Question, y: Question, { asked, won }: Counted): string {
  const rule = wanted(x, y) === 1 ? 'the same' : 'different';
  return asked === 0
    ? `asked ${x} and ${y}: not yet`
    : `asked ${x} and ${y}, ${rule} answers win: ${Math.round((100 * won) / asked)} % won`;
}

/** One pair of questions. */
function PairCell({ counted: { asked, won }, title }: { readonly counted: Counted; readonly title: string }) {
  const part = asked === 0 ? 0 : won / asked;
  return (
    <span class="pair-cell" title={title}>
      <span class="pair-fill" style={{ height: `${100 * part}%` }} />
      <span class="pair-number">{asked === 0 ? '' : Math.round(100 * part)}</span>
    </span>
  );
}

/** The four pairs of questions, each filled as high as it is won. */
function PairCells({ counts }: { readonly counts: readonly Counted[] }) {
  return (
    <div class="pair-cells" role="img" aria-label={pairsInWords(counts)}>
      <span />
      {questions.map((y) => (
        <span key={y} class="pair-question">
          {y}
        </span>
      ))}
      {questions.map((x) => (
        <Fragment key={x}>
          <span class="pair-question">{x}</span>
          {questions.map((y) => (
            <PairCell key={y} counted={counts[placeOf(x, y)]} title={pairWords(x, y, counts[placeOf(x, y)])} />
          ))}
        </Fragment>
      ))}
    </div>
  );
}

function pairsInWords(counts: readonly Counted[]): string {
  return questions.flatMap((x) => questions.map((y) => pairWords(x, y, counts[placeOf(x, y)]))).join('; ');
}

function Lane({
  sharing,
  tally,
  fidelity,
}: {
  readonly sharing: Sharing;
  readonly tally: Tally;
  readonly fidelity: number;
}) {
  const won = wonBy(tally, sharing);
  const bounds = wilson(won, tally.rounds);
  return (
    <div class="wall-lane" data-sharing={sharing} data-kind={kindOf(sharing, fidelity)}>
      <PairCells counts={tally.by[sharing]} />
      <div class="lane-scale">
        <span class="lane-line classical" style={{ left: `${across(CLASSICAL)}%` }} />
        <span class="lane-line quantum" style={{ left: `${across(QUANTUM)}%` }} />
        <p class="lane-name">{nameOf(sharing, fidelity)}</p>
        <div class="lane-track" aria-hidden="true">
          {bounds !== null && (
            <>
              <span
                class="lane-bar"
                style={{ left: `${across(bounds.low)}%`, width: `${across(bounds.high) - across(bounds.low)}%` }}
              />
              {won / tally.rounds >= LEAST && (
                <span class="lane-dot" style={{ left: `${across(won / tally.rounds)}%` }} />
              )}
            </>
          )}
        </div>
        <p class="lane-words">{laneWords(tally, sharing, fidelity)}</p>
      </div>
    </div>
  );
}

/** What each pair of players has won, beside the marks that matter. */
export function Lanes({ tally, fidelity }: { readonly tally: Tally; readonly fidelity: number }) {
  return (
    <div class="wall-lanes">
      <div class="lanes-head" aria-hidden="true">
        <span class="pairs-head">
          % won
          <br />A ↓ B →
        </span>
        <div class="marks-head">
          <span class="classical" style={{ right: `${100 - across(CLASSICAL)}%` }}>
            <small>no coins, no separable state, no more than</small> 3/4
          </span>
          <span class="quantum" style={{ left: `${across(QUANTUM)}%` }}>
            {share(QUANTUM)} <small>cos²(π/8), ebits</small>
          </span>
        </div>
      </div>
      {sharings.map((sharing) => (
        <Lane key={sharing} sharing={sharing} tally={tally} fidelity={fidelity} />
      ))}
    </div>
  );
}
