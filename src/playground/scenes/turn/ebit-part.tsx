import { signal } from '@preact/signals';
import { share } from '../wall/words.js';
import { BEST_S, CLASSICAL_S, chshOf, correlators, type Directions, successOf } from './arrows.js';
import { Dial } from './dial.js';
import { Scale } from './scale.js';
import { arrowWords, bestWords, signed, sWords } from './words.js';

/** The largest S that the reader has found since the page was opened. */
export const bestFound = signal(Number.NEGATIVE_INFINITY);

/** Notes what the reader has reached. */
export function noteFound(directions: Directions): void {
  const s = chshOf(directions);
  if (s > bestFound.peek()) bestFound.value = s;
}

/** Two players' arrows, the four means that they give, and S. */
export function EbitPart(props: {
  readonly directions: Directions;
  readonly onTurn: (arrow: number, degrees: number) => void;
  /** Whether it is the reader who turns. */
  readonly isOwn: boolean;
}) {
  const { directions, onTurn, isOwn } = props;
  const s = chshOf(directions);
  const best = isOwn ? Math.max(bestFound.value, s) : s;
  const means = correlators(directions);
  const words = `S = ${sWords(s)}`;
  return (
    <div class="ebit-part">
      <div class="turn-dials">
        <Dial who="A" own={directions.slice(0, 2)} others={directions.slice(2)} words={words} onTurn={onTurn} />
        <Dial
          who="B"
          own={directions.slice(2)}
          others={directions.slice(0, 2)}
          words={words}
          onTurn={(i, at) => onTurn(i + 2, at)}
        />
      </div>
      <div class="ebit-side">
        <div class="means">
          {means.map((mean, i) => {
            const [x, y] = [Math.floor(i / 2), i % 2];
            const isTurned = i === 3;
            return (
              <span key={i} class="mean">
                <span class="mean-sign">{isTurned ? '−' : '+'}</span>
                <span>
                  E<sub>{`${x}${y}`}</sub> = {signed(mean)}
                </span>
                <small>{isTurned ? 'far apart is good' : 'close is good'}</small>
              </span>
            );
          })}
        </div>
        <p class="s-now">
          S = {sWords(s)} <small>won: {share(successOf(s))}</small>
        </p>
        <Scale
          least={0}
          most={3}
          value={s}
          best={best}
          kind="ebit"
          label={arrowWords(directions)}
          marks={[
            { at: CLASSICAL_S, kind: 'classical', words: '2: coins' },
            { at: BEST_S, kind: 'quantum', words: '2√2' },
          ]}
        />
        {isOwn && <p class="best-found">{bestWords(best)}</p>}
      </div>
    </div>
  );
}
