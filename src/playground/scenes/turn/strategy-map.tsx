import { useRef } from 'preact/hooks';
import { handsOf, score, type Table } from './fixed.js';

/** How far an arrow key leads on the map. */
const steps: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const signs = ['+ +', '+ −', '− +', '− −'];

/** All 16 fixed strategies, by how many question pairs they win: A's answers down, B's across. */
export function StrategyMap(props: {
  readonly table: Table;
  readonly chosen: number;
  readonly tried: ReadonlySet<number>;
  readonly onChoose: (strategy: number) => void;
}) {
  const { table, chosen, tried, onChoose } = props;
  const place = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = ((Math.floor(chosen / 4) + step[0] + 4) % 4) * 4 + ((chosen + step[1] + 4) % 4);
    onChoose(next);
    place.current?.querySelectorAll('button')[next].focus();
  };
  return (
    <div class="strategy-map">
      <span class="map-corner">A ↓ B →</span>
      {signs.map((words) => (
        <span key={words} class="map-head">
          {words}
        </span>
      ))}
      <div class="map-side" aria-hidden="true">
        {signs.map((words) => (
          <span key={words} class="map-head">
            {words}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in all browsers */}
      <div ref={place} class="map-cells" role="group" aria-label="The 16 strategies" data-arrows onKeyDown={onKeyDown}>
        {Array.from({ length: 16 }, (_, i) => {
          const { won } = score(table, handsOf(i, table));
          const isTried = tried.has(i);
          const words = `A answers ${signs[Math.floor(i / 4)]}, B ${signs[i % 4]}: wins ${won} of 4${isTried ? ', tried' : ''}`;
          return (
            <button
              key={words.slice(0, words.indexOf(':'))}
              type="button"
              class="map-cell"
              data-won={won}
              data-tried={isTried ? 'yes' : 'no'}
              aria-pressed={i === chosen}
              aria-label={words}
              tabIndex={i === chosen ? 0 : -1}
              onClick={() => onChoose(i)}
            >
              {won}
            </button>
          );
        })}
      </div>
    </div>
  );
}
