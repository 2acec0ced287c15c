import { useEffect } from 'preact/hooks';
import { type LabelTexts, labelTexts } from '../../label-texts.js';
import { momentText, shown } from '../../shown.js';
import { ErrorNote } from '../../ui/error-note.js';
import { NumberInput } from '../../ui/number-input.js';
import { Progress } from '../../ui/progress.js';
import { Select } from '../../ui/select.js';
import { MapPicture, MOST_POINTS } from './map-picture.js';
import { across, followShown, grid, heldRow, map, mapFault, mapProgress, SIZE, up } from './map-state.js';

/** Whether the progress of a map is worth a bar: most are there before it could be seen. */
const SLOW = 0.02;

function Controls({ columns, rows }: { readonly columns: readonly string[]; readonly rows: number }) {
  const choices = columns.map((text, value) => ({ value, text }));
  const last = columns.length - 1;
  return (
    <div class="fields data-fields">
      <Select
        label="To the right"
        value={Math.min(across.value, last)}
        choices={choices}
        onChange={(value) => (across.value = value)}
      />
      <Select
        label="Upwards"
        value={Math.min(up.value, last)}
        choices={choices}
        onChange={(value) => (up.value = value)}
      />
      <Select
        label="Other features are"
        value={heldRow.value === null ? 'mean' : 'row'}
        choices={[
          { value: 'row', text: 'those of a row' },
          { value: 'mean', text: 'at their mean' },
        ]}
        onChange={(value) => (heldRow.value = value === 'mean' ? null : 0)}
      />
      {heldRow.value !== null && (
        <NumberInput
          label="Training row"
          value={Math.min(heldRow.value, rows - 1) + 1}
          min={1}
          max={rows}
          onChange={(value) => (heldRow.value = value - 1)}
        />
      )}
    </div>
  );
}

function Legend({ texts: { plus, minus } }: { readonly texts: LabelTexts }) {
  return (
    <div class="row map-legend">
      <svg
        viewBox="0 0 160 34"
        width="160"
        height="34"
        role="img"
        aria-label={`Colours: E from −1, label ${minus}, to 1, label ${plus}`}
      >
        <defs>
          <linearGradient id="map-scale">
            <stop class="low" offset="0" />
            <stop class="middle" offset="0.5" />
            <stop class="high" offset="1" />
          </linearGradient>
        </defs>
        <rect x="8" width="144" height="14" rx="3" fill="url(#map-scale)" />
        {[-1, 0, 1].map((value) => (
          <text key={value} class="axis-text" x={80 + 72 * value} y="29">
            {String(value).replace('-', '−')}
          </text>
        ))}
      </svg>
      <span class="hint">
        E, beyond −1 and 1 the same. Points: <span class="swatch plus" />
        {`label ${plus} `}
        <span class="swatch minus second" />
        {`label ${minus}`}
      </span>
    </div>
  );
}

function ShownMap() {
  const run = shown.value;
  const own = grid.value;
  if (run === null || own === null) return null;
  const texts = labelTexts(run.model.columns?.label);
  const names = [run.columns[own.across], run.columns[own.up]] as const;
  const latest = map.value?.grid === own ? map.value : null;
  const positive = latest === null ? 0 : latest.values.filter((value) => value > 0).length / latest.values.length;
  const label =
    latest === null
      ? `A map of E over ${names[0]} and ${names[1]}, not ready yet.`
      : `Map of E over ${names[0]} and ${names[1]}: ${Math.round(100 * positive)} % of it gets the label ${texts.plus}.`;
  const points = run.validation ?? run.training;
  const isSlow = mapProgress.value !== null && latest === null && mapProgress.value > SLOW;
  return (
    <>
      <Controls columns={run.columns} rows={run.training.length} />
      <MapPicture grid={own} values={latest?.values ?? null} points={points} names={names} label={label} />
      <Legend texts={texts} />
      {isSlow && <Progress label={`Finding ${SIZE} × ${SIZE} expectations`} value={mapProgress.value ?? 0} max={1} />}
      <ErrorNote message={mapFault.value} />
      <p class="hint">
        {`The colour is E of ${run.name}${latest === null ? '' : ` ${momentText(latest.iteration)}`}, the line where it changes its sign. `}
        {points.length > MOST_POINTS ? `${MOST_POINTS} of the ${points.length} points are drawn. ` : ''}
        {`The ${run.validation === null ? 'training' : 'validation'} points are the smaller and the fainter, the farther their other features are from those that are held.`}
      </p>
    </>
  );
}

/** How the run that is shown decides, over two of its features. */
export function MapCard() {
  useEffect(followShown, []);
  return (
    <div class="card">
      <h2>{shown.value === null ? 'How a run decides' : `How ${shown.value.name} decides`}</h2>
      {shown.value === null ? (
        <p class="muted">Start a run in the race; here one sees, over two features at a time, which label it gives.</p>
      ) : (
        <ShownMap />
      )}
    </div>
  );
}
