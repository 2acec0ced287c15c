import { useEffect } from 'preact/hooks';
import { address } from '../../address.js';
import { wantsLessMotion } from '../../panels/motion.js';
import { PairChart } from './race-part.js';
import { fidelity, LEAST_FIDELITY } from './settings.js';
import { isBusy, progress, verdict } from './training.js';
import { differenceWords, fidelityWords, NO_VIOLATION, SEPARABLE, twoDigits } from './words.js';

/** What is known of some fidelities, in the order of the scale. */
const MARKS: readonly { readonly at: number; readonly set: number; readonly text: string }[] = [
  { at: SEPARABLE, set: 0.5, text: 'separable' },
  { at: NO_VIOLATION, set: 0.78, text: 'no CHSH violation' },
  { at: 0.85, set: 0.85, text: 'fibre' },
  { at: 0.97, set: 0.97, text: 'lab' },
];

/** How long a fidelity is shown where it changes by itself, milliseconds. */
const TURN = 5000;

const share = (at: number) => (at - LEAST_FIDELITY) / (1 - LEAST_FIDELITY);

const markText = (at: number) =>
  (at === NO_VIOLATION ? at.toFixed(3) : twoDigits(at)).replace(/^0/, '').replace(/0$/, at === NO_VIOLATION ? '0' : '');

/** The slider with its marks; each is a button too. */
export function FidelitySlider() {
  return (
    <div class="fidelity">
      <label for="task-fidelity">
        Fidelity of the pair, F = <b>{twoDigits(fidelity.value)}</b>
      </label>
      <input
        id="task-fidelity"
        type="range"
        min={LEAST_FIDELITY}
        max={1}
        step={0.01}
        value={fidelity.value}
        aria-valuetext={fidelityWords(fidelity.value)}
        onInput={({ currentTarget }) => fidelity.set(Number(Number(currentTarget.value).toFixed(2)))}
      />
      <div class="fidelity-marks">
        {MARKS.map(({ at, set, text }) => (
          <button
            key={text}
            type="button"
            style={{ '--at': share(at) }}
            aria-pressed={fidelity.value === set}
            onClick={() => fidelity.set(set)}
          >
            <span>{markText(at)}</span> {text}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The numbers that the verdict stands on. */
function Numbers() {
  const found = verdict.value;
  if (found === null) return <p class="muted">The numbers follow when all are trained.</p>;
  return (
    <dl class="task-numbers">
      {found.contrasts.map((one) => (
        <div key={one.kind}>
          <dt>
            {one.first} minus {one.second}
          </dt>
          <dd>{differenceWords(one)} points</dd>
        </div>
      ))}
      {found.target !== null && (
        <div class="task-fewest">
          <dt>Fewest shots for {Math.round(100 * found.target)} % on average</dt>
          {found.prices.map(({ name, price }) => (
            <dd key={name}>
              {name}: {price ?? 'not reached'}
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}

/** How good the pair must be. */
export function PairPart() {
  const { isSlide } = address.value;
  const isDone = progress.value.done === progress.value.of;
  const at = fidelity.value;
  useEffect(() => {
    if (!isSlide || !isDone || wantsLessMotion()) return;
    const stops = [1, ...MARKS.map(({ set }) => set).reverse()];
    const next = stops[(stops.indexOf(at) + 1) % stops.length];
    const timer = setTimeout(() => fidelity.set(next), TURN);
    return () => clearTimeout(timer);
  }, [isSlide, isDone, at]);
  return (
    <div class="task-pair" aria-busy={isBusy.value}>
      <PairChart />
      <div class="task-side">
        <p class="task-state">{fidelityWords(at)}</p>
        <Numbers />
      </div>
    </div>
  );
}
