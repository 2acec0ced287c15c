import { useEffect, useState } from 'preact/hooks';
import { address } from '../../address.js';
import { ask } from '../../ask.js';
import { wantsLessMotion } from '../../panels/motion.js';
import type { ClusterCells } from '../../questions/task/cells.js';
import { Button } from '../../ui/button.js';
import { ErrorNote, messageOf } from '../../ui/error-note.js';
import { CORNERS, firstSeed, pick, pickedCorners, picks } from './settings.js';
import { countWords, type FourLabels, fourWords, isChshGame, mostWon } from './words.js';

/** How long four corners are shown where they change by themselves, milliseconds. */
const TURN = 2600;

/** A corner of a party's cube: one square a feature, a full one for the upper side. */
function Glyph({ corner }: { readonly corner: readonly number[] }) {
  return (
    <svg class="glyph" viewBox="0 0 20 20" aria-hidden="true">
      {corner.map((sign, i) => (
        <rect
          key={`${i}`}
          class={sign > 0 ? 'full' : 'empty'}
          x={1.5 + 9 * (i % 2)}
          y={1.5 + 9 * Math.floor(i / 2)}
          width="8"
          height="8"
          rx="1.5"
        />
      ))}
    </svg>
  );
}

const sign = (label: number) => (label > 0 ? '+' : '−');

/** One party's corners, to pick two of. */
function Heads({ party, corners }: { readonly party: 'a' | 'b'; readonly corners: ClusterCells['a'] }) {
  const picked = pickedCorners(party);
  return (
    <>
      {corners.map((corner, i) => (
        <button
          key={`${i}`}
          type="button"
          class={`head ${party}`}
          style={{ gridArea: party === 'a' ? `1 / ${i + 2}` : `${i + 2} / 1` }}
          aria-pressed={picked.includes(i)}
          aria-label={`${party.toUpperCase()}’s corner ${i + 1}: ${corner.map(sign).join(' ')}`}
          onClick={() => pick(party, i)}
        >
          <Glyph corner={corner} />
        </button>
      ))}
    </>
  );
}

/** The table of all labels, A's corners along the top, B's down the side. */
function Table({ cells }: { readonly cells: ClusterCells }) {
  const [a, b] = [pickedCorners('a'), pickedCorners('b')];
  const take = (i: number, j: number) => {
    pick('a', i);
    pick('b', j);
  };
  return (
    <div class="label-table">
      <span class="whose" aria-hidden="true">
        A →<br />B ↓
      </span>
      <Heads party="a" corners={cells.a} />
      <Heads party="b" corners={cells.b} />
      {cells.labels.flatMap((own, i) =>
        own.map((label, j) => {
          const isPicked = a.includes(i) && b.includes(j);
          return (
            // The heads do the same for the keyboard.
            <span
              key={`${i} ${j}`}
              class={`cell ${label > 0 ? 'plus' : 'minus'}${isPicked ? ' picked' : ''}`}
              style={{ gridArea: `${j + 2} / ${i + 2}` }}
              onClick={() => take(i, j)}
              aria-hidden="true"
            >
              {sign(label)}
            </span>
          );
        }),
      )}
    </div>
  );
}

/** The four labels that are picked. */
export function fourOf(
  { labels }: ClusterCells,
  a: readonly [number, number],
  b: readonly [number, number],
): FourLabels {
  const row = (j: number) => [labels[a[0]][j], labels[a[1]][j]] as const;
  return [row(b[0]), row(b[1])];
}

/** How often one shot is right at best, from half to always. */
function Won({ four }: { readonly four: FourLabels }) {
  const { coins, ebit } = mostWon(four);
  const bars = [
    { name: 'nothing', look: 'nothing', share: coins },
    { name: 'coins', look: 'coin', share: coins },
    { name: '1 ebit', look: 'ebit', share: ebit },
  ];
  return (
    <dl class="won">
      {bars.map(({ name, look, share }) => (
        <div key={name} class={look}>
          <dt>{name}</dt>
          <dd>
            <span class="won-bar" style={{ '--share': 2 * share - 1 }} aria-hidden="true" />
            {share === 1 ? 'always' : share.toFixed(3).replace(/^0/, '').replace(/0$/, '')}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Four({ cells }: { readonly cells: ClusterCells }) {
  const [a, b] = [pickedCorners('a'), pickedCorners('b')];
  const four = fourOf(cells, a, b);
  const { name, says } = fourWords(four);
  return (
    <div class="four">
      <div class="four-table" aria-hidden="true">
        {a.map((i, n) => (
          <span key={`a${i}`} class="four-head" style={{ gridArea: `1 / ${n + 2}` }}>
            <Glyph corner={cells.a[i]} />
          </span>
        ))}
        {b.map((j, n) => (
          <span key={`b${j}`} class="four-head" style={{ gridArea: `${n + 2} / 1` }}>
            <Glyph corner={cells.b[j]} />
          </span>
        ))}
        {four.flatMap((row, n) =>
          row.map((label, m) => (
            <span
              key={`${n} ${m}`}
              class={`cell ${label > 0 ? 'plus' : 'minus'}`}
              style={{ gridArea: `${n + 2} / ${m + 2}` }}
            >
              {sign(label)}
            </span>
          )),
        )}
      </div>
      <div class="four-says" aria-live={address.value.isSlide ? 'off' : 'polite'}>
        <p class={isChshGame(four) ? 'four-name game' : 'four-name'}>{name}</p>
        <p>{says}</p>
        <Won four={four} />
        <p class="muted">{countWords(cells.games, cells.choices)}</p>
      </div>
    </div>
  );
}

/** The table of a data set; null until it is there. */
function useCells(): { readonly cells: ClusterCells | null; readonly fault: string | null; again(): void } {
  const seed = firstSeed.value;
  const [tries, setTries] = useState(0);
  const [found, setFound] = useState<{ readonly cells: ClusterCells } | { readonly fault: string } | null>(null);
  useEffect(() => {
    let isWanted = true;
    ask('clusterCells', seed).then(
      (cells) => isWanted && setFound({ cells }),
      (error) => isWanted && setFound({ fault: messageOf(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [seed, tries]);
  return {
    cells: found !== null && 'cells' in found ? found.cells : null,
    fault: found !== null && 'fault' in found ? found.fault : null,
    again() {
      setFound(null);
      setTries(tries + 1);
    },
  };
}

/** Picks four other corners by chance, two and two. */
export function pickOthers(): void {
  for (const party of ['a', 'b'] as const) {
    const one = Math.floor(Math.random() * CORNERS);
    const other = (one + 1 + Math.floor(Math.random() * (CORNERS - 1))) % CORNERS;
    picks[party][0].set(one + 1);
    picks[party][1].set(other + 1);
  }
}

/** The clusters as many CHSH games. */
export function GamesPart() {
  const { cells, fault, again } = useCells();
  const { isSlide } = address.value;
  useEffect(() => {
    if (!isSlide || wantsLessMotion()) return;
    const timer = setInterval(pickOthers, TURN);
    return () => clearInterval(timer);
  }, [isSlide]);
  if (fault !== null) {
    return (
      <div class="card failed-part">
        <ErrorNote message={`The table of labels could not be made: ${fault}`} />
        <div class="row">
          <Button onClick={again}>Try again</Button>
        </div>
      </div>
    );
  }
  if (cells === null) return <p class="muted">The data are being made …</p>;
  return (
    <div class="task-games">
      <div class="label-room">
        <Table cells={cells} />
      </div>
      <Four cells={cells} />
    </div>
  );
}
