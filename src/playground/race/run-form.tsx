import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LossName } from '../../models/session-types.js';
import { plural } from '../../plural.js';
import type { CircuitWord } from '../../tasks/model-settings.js';
import { isEntangled } from '../entangled.js';
import { Button } from '../ui/button.js';
import { NumberInput } from '../ui/number-input.js';
import { type Choice, Select } from '../ui/select.js';
import { draft } from './draft.js';
import { addRuns, changeAll, choice, data, runs } from './race.js';
import {
  adapted,
  changed,
  type FlatSettings,
  flatSettings,
  limits,
  lossTexts,
  MAX_RUNS,
  MOST_SHARED,
  type NumberSetting,
  runName,
  settingsKey,
  sharedRoom,
  withFreeSeed,
} from './settings.js';

const losses = (Object.keys(lossTexts) as LossName[]).map((value) => ({ value, text: lossTexts[value] }));

const circuits: readonly Choice<CircuitWord>[] = [
  { value: 'qcnn', text: 'qcnn' },
  { value: 'reuploading', text: 're-uploading' },
];

function edit(part: Partial<FlatSettings>): void {
  draft.value = changed(draft.value, part);
}

interface SettingProps {
  readonly name: NumberSetting;
  readonly disabled?: boolean;
  readonly hint?: string;
}

/** What a fidelity makes of the pairs that are shared. */
function fidelityHint(ebits: number, fidelity: number): string | undefined {
  if (ebits === 0) return undefined;
  return isEntangled(fidelity) ? 'Above 1/2: entangled.' : 'At most 1/2: separable, no entanglement.';
}

/** What coins are, and where there is no room for them why. */
function coinsHint(ebits: number, coins: number, room: number): string | undefined {
  if (coins > 0) return 'Random bits that both know: separable.';
  return ebits === room ? 'Every qubit holds half of an ebit.' : undefined;
}

/** Numbers from 0 to one to choose from. */
function counted(most: number, textOf: (count: number) => string): Choice<number>[] {
  return Array.from({ length: most + 1 }, (_, count) => ({ value: count, text: textOf(count) }));
}

function Setting({ name, disabled, hint }: SettingProps) {
  const { label, min, max, whole } = limits[name];
  return (
    <NumberInput
      label={label}
      min={min}
      max={max}
      step={whole ? 1 : 'any'}
      value={flatSettings(draft.value)[name]}
      disabled={disabled}
      hint={hint}
      onChange={(value) => edit({ [name]: value })}
    />
  );
}

/** Where a run is described and added to the race. */
export function RunForm() {
  const source = data.value.data;
  const { loss, fidelity, circuit, ...wanted } = flatSettings(draft.value);
  const shareRoom = source === null ? MOST_SHARED : sharedRoom(source, circuit);
  const ebits = Math.min(wanted.ebits, shareRoom);
  // Ebits come first: coins have the qubits that these leave.
  const coins = Math.min(wanted.coins, shareRoom - ebits);
  // The draft learns as the data of the race are learnt, once they are others.
  useEffect(
    () =>
      effect(() => {
        draft.value = adapted(draft.peek(), choice.value.settings.kind === 'table');
      }),
    [],
  );
  const form = useRef<HTMLElement>(null);
  const isRight = () => {
    // A field keeps what cannot be taken to itself, and says why: then the run would not be the one that was meant.
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid]:not(:disabled)');
    if (wrong) wrong.focus();
    return !wrong;
  };
  const asked = changed(draft.value, { ebits, coins });
  // A rival of several seeds is compared seed by seed: it takes all of the race's.
  const trained = runs.value.filter(({ file }) => file === null).map(({ settings }) => settings);
  const seeds = [...new Set(trained.map(({ training }) => training.seed))];
  // The same run once more would be no other seed.
  const next = withFreeSeed(asked, trained);
  const taken = new Set(trained.map(settingsKey));
  const rivals = seeds.map((seed) => changed(asked, { seed })).filter((rival) => !taken.has(settingsKey(rival)));
  const room = MAX_RUNS - runs.value.length;
  return (
    <section class="card" aria-labelledby="run-title" ref={form}>
      <h2 id="run-title">Another run</h2>
      <div class="fields">
        <Select
          label="Ebits"
          value={ebits}
          choices={counted(shareRoom, (count) => `${count} (Bell-${count})`)}
          onChange={(value) => edit({ ebits: value })}
        />
        <Select
          label="Coins"
          value={coins}
          choices={counted(shareRoom - ebits, (count) => (count === 0 ? 'none' : plural(count, 'coin')))}
          hint={coinsHint(ebits, coins, shareRoom)}
          onChange={(value) => edit({ coins: value })}
        />
        <Setting name="fidelity" disabled={ebits === 0} hint={fidelityHint(ebits, fidelity)} />
        <Select label="Circuit" value={circuit} choices={circuits} onChange={(value) => edit({ circuit: value })} />
        <Setting name="depth" disabled={circuit !== 'qcnn'} />
        <Setting name="mixing" />
        <Setting name="learningRate" />
        <Select label="Loss" value={loss} choices={losses} onChange={(value) => edit({ loss: value })} />
        <Setting name="iterations" />
        <Setting name="seed" />
      </div>
      <div class="row">
        <Button
          onClick={() => isRight() && next !== null && addRuns([next], `Add ${runName(asked)}`)}
          disabled={room < 1 || next === null}
        >
          Add run
        </Button>
        {seeds.length > 1 && (
          <Button
            onClick={() => isRight() && addRuns(rivals, `Add ${runName(asked)}`)}
            disabled={rivals.length === 0 || room < rivals.length}
            label={`Add ${seeds.length} seeds: those of the race`}
          >
            Add {seeds.length} seeds
          </Button>
        )}
        <Button
          onClick={() => isRight() && changeAll(flatSettings(draft.value))}
          disabled={seeds.length === 0}
          label="Change all runs: circuit, depth, mixing, rate, loss and iterations"
        >
          Change all runs
        </Button>
        {next !== null && next.training.seed !== asked.training.seed && (
          <p class="hint">{`The race has it with seed ${asked.training.seed}; it is added with seed ${next.training.seed}.`}</p>
        )}
        {room < 1 && <p class="hint">{MAX_RUNS} runs are enough for one picture; remove one first.</p>}
      </div>
    </section>
  );
}
