import { useEffect, useState } from 'preact/hooks';
import { address } from '../../address.js';
import { wantsLessMotion } from '../../panels/motion.js';
import { Segments } from '../../ui/segments.js';
import { armName, lookOf } from './arms.js';
import { DecisionMap } from './decision-map.js';
import { fidelity, type View, view } from './settings.js';
import { ShotsChart } from './shots-chart.js';
import { type Arm, arms, bestCoins, isBusy, mapOf, perfect, shotsAsked } from './training.js';
import { reachedOf, SEPARABLE } from './words.js';

/** Always the larger class: the mean over what is there; null before anything is. */
export function baseRateOf(all: readonly Arm[]): number | null {
  const known = all[0].measured.filter((one) => one !== null);
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one.baseRate, 0) / known.length;
}

/** The rivals of which there is a map: nothing, the best coins, the pair. */
export function mappedArms(): readonly Arm[] {
  return arms.value.filter(({ resource: { ebits, coins } }) => ebits > 0 || coins === 0 || coins === bestCoins.value);
}

/** Which view of a narrow screen shows a rival. */
function viewOf({ ebits, coins }: Arm['resource']): View {
  if (ebits > 0) return 'ebit';
  return coins > 0 ? 'coins' : 'nothing';
}

/** On a narrow screen one thing at a time. */
export function ViewSwitch() {
  return (
    <div class="narrow">
      <Segments
        label="What is shown"
        value={view.value}
        choices={[
          { value: 'nothing', text: 'Nothing' },
          { value: 'coins', text: 'Coins' },
          { value: 'ebit', text: fidelity.value > SEPARABLE ? 'Ebit' : 'Pair' },
          { value: 'shots', text: 'By shots' },
        ]}
        onChange={(value) => view.set(value)}
      />
    </div>
  );
}

/** What a narrow screen shows in its order, and how long each where they change by themselves, milliseconds. */
const order: readonly View[] = ['nothing', 'coins', 'ebit', 'shots'];
const TURN = 4000;

/** The view that is open on a narrow screen; a slide shows one after another. */
function useOpenView(): View {
  const [played, setPlayed] = useState(0);
  const plays = address.value.isSlide && !wantsLessMotion();
  useEffect(() => {
    if (!plays) return;
    const timer = setInterval(() => setPlayed((place) => (place + 1) % order.length), TURN);
    return () => clearInterval(timer);
  }, [plays]);
  return plays ? order[played] : view.value;
}

/** The maps side by side, and accuracy against shots. */
export function RacePart() {
  const open = useOpenView();
  const mapped = [...mappedArms()].sort(
    (p, q) => order.indexOf(viewOf(p.resource)) - order.indexOf(viewOf(q.resource)),
  );
  return (
    <div class="task-race" data-view={open} aria-busy={isBusy.value}>
      {mapped.map(({ resource, measured }) => {
        const look = lookOf(resource);
        const name = armName(resource);
        return (
          <div key={viewOf(resource)} class="task-cell" data-view={viewOf(resource)}>
            <DecisionMap
              name={name === 'nothing' ? 'nothing shared' : name}
              look={look}
              map={mapOf(resource)}
              reached={reachedOf(measured, shotsAsked.value)}
            />
          </div>
        );
      })}
      <div class="task-cell wide" data-view="shots">
        <ShotsChart arms={arms.value} beside={[]} baseRate={baseRateOf(arms.value)} trainedFor={shotsAsked.value} />
      </div>
    </div>
  );
}

/** The chart alone, the perfect pair faint beside the one that is set. */
export function PairChart() {
  const isPerfect = arms.value.some(({ resource }) => resource.ebits > 0 && resource.fidelity === undefined);
  return (
    <ShotsChart
      arms={arms.value}
      beside={isPerfect ? [] : [perfect.value]}
      baseRate={baseRateOf(arms.value)}
      trainedFor={shotsAsked.value}
    />
  );
}
