import { useEffect, useState } from 'preact/hooks';
import { cutShort } from '../../shown-value.js';
import type { GameFacts } from '../questions/games.js';
import { Boundary } from '../ui/boundary.js';
import { Button } from '../ui/button.js';
import { ErrorNote, messageOf } from '../ui/error-note.js';
import { Field } from '../ui/field.js';
import { NumberInput } from '../ui/number-input.js';
import { Progress } from '../ui/progress.js';
import { Select } from '../ui/select.js';
import { TableBox } from '../ui/table-box.js';
import { DirectionsPicture } from './games/directions.js';
import { Matrix } from './games/matrix.js';
import { firstWords, gameOfWords, namedGames, TABLE } from './games/named.js';
import {
  asked,
  cancel,
  coins,
  ERRORS,
  ebits,
  error,
  type Found,
  facts,
  followGame,
  LONGEST_IN_ADDRESS,
  margins,
  STARTS,
  seed,
  shots,
  starts,
  strategy,
  table,
  takeTable,
  train,
  training,
  trainingFault,
  words,
} from './games/state.js';
import { SuccessBars } from './games/success-bars.js';
import { gainWords, sharedWords, shotsText, strategyWords } from './games/words.js';
import './games/games.css';
import './panels.css';
import './why/why.css';

function NamedControls() {
  const named = gameOfWords(words.value);
  if (named === null) return null;
  const { kind, numbers } = named;
  const change = (place: number, value: number) => {
    words.value = [kind.id, ...numbers.with(place, value)].join(' ');
  };
  return (
    <>
      {kind.numbers.map(({ name, label, min, max, step }, i) => (
        <NumberInput
          key={`${kind.id} ${name}`}
          label={label}
          min={min}
          max={max}
          step={step}
          value={numbers[i]}
          hint={step === 2 ? 'An odd number.' : undefined}
          onChange={(value) => {
            if ((value - min) % step === 0) change(i, value);
          }}
        />
      ))}
    </>
  );
}

/** Takes a file's text as the game. @returns what is wrong with it, in words, or null */
async function takeFile(file: File): Promise<string | null> {
  try {
    const fault = takeTable(await file.text());
    return fault === null ? null : `${cutShort(file.name)} was not taken. ${fault}`;
  } catch (fault) {
    return `${cutShort(file.name)} was not taken. ${messageOf(fault)}`;
  }
}

function TableControls() {
  const [fault, setFault] = useState<string | null>(null);
  const take = async (file: File | undefined) => setFault(file === undefined ? null : await takeFile(file));
  const isLong = table.value.length > LONGEST_IN_ADDRESS;
  return (
    <div class="game-table-form">
      <Field
        label="The pairs of questions, as CSV"
        hint={`The first line is a,b,label or a,b,label,weight: a label is 1 or -1.${isLong ? ' This table is too long for the address and stays here.' : ''}`}
      >
        {(attributes) => (
          <textarea
            {...attributes}
            rows={7}
            spellcheck={false}
            value={isLong ? `${table.value.slice(0, LONGEST_IN_ADDRESS)}…` : table.value}
            readOnly={isLong}
            onInput={(event) => setFault(takeTable(event.currentTarget.value))}
          />
        )}
      </Field>
      <Field label="Or a file" hint="It can be dropped on the page, too.">
        {(attributes) => (
          <input
            {...attributes}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        )}
      </Field>
      {isLong && (
        <Button kind="quiet" onClick={() => takeTable('')}>
          Clear the table
        </Button>
      )}
      <ErrorNote message={fault} />
    </div>
  );
}

/** Files may be dropped anywhere on the page while the panel is open. */
function useDrop(say: (fault: string | null) => void): void {
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) void takeFile(file).then(say);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);
}

function GameControls() {
  const [dropFault, setDropFault] = useState<string | null>(null);
  useDrop(setDropFault);
  const kind = gameOfWords(words.value)?.kind;
  return (
    <div class="card">
      <h3>The game</h3>
      <div class="fields">
        <Select
          label="Game"
          value={kind?.id ?? TABLE}
          choices={[
            ...namedGames.map(({ id, text }) => ({ value: id, text })),
            { value: TABLE, text: 'A table of your own' },
          ]}
          onChange={(id) => {
            const next = namedGames.find((one) => one.id === id);
            words.value = next === undefined ? TABLE : firstWords(next);
          }}
        />
        <NamedControls />
      </div>
      <p class="hint">{kind?.about ?? 'Players win a pair if the product of their answers is its label.'}</p>
      {kind === undefined && <TableControls />}
      <ErrorNote message={dropFault} />
    </div>
  );
}

/** Something that is looked for: what was found, or that it is on its way, or why it is not there. */
function Finding<T>({
  of,
  what,
  children,
}: {
  readonly of: Found<T>;
  readonly what: string;
  readonly children: (found: T) => preact.ComponentChildren;
}) {
  if (of === null) return <p class="muted">{`${what} …`}</p>;
  return 'fault' in of ? <ErrorNote message={of.fault} /> : children(of.found);
}

function TrainControls() {
  const isBusy = training.value !== null;
  const counted = (name: string) =>
    [0, 1, 2].map((value) => ({
      value,
      text: value === 0 ? `no ${name}s` : `${value} ${name}${value === 1 ? '' : 's'}`,
    }));
  return (
    <>
      <div class="fields">
        <Select
          label="Ebits"
          value={ebits.value}
          choices={counted('ebit')}
          onChange={(value) => {
            ebits.value = value;
          }}
        />
        <Select
          label="Coins"
          value={coins.value}
          choices={counted('coin')}
          onChange={(value) => {
            coins.value = value;
          }}
        />
        <Select
          label="Starts"
          value={starts.value}
          choices={STARTS.map((value) => ({ value, text: String(value) }))}
          onChange={(value) => {
            starts.value = value;
          }}
        />
        <NumberInput
          label="Seed"
          value={seed.value}
          min={0}
          max={999_999}
          onChange={(value) => {
            seed.value = value;
          }}
        />
      </div>
      <div class="row">
        {isBusy ? (
          <>
            <Button onClick={cancel}>Cancel</Button>
            <div class="grow">
              <Progress
                label={`Training ${sharedWords({ ebits: ebits.value, coins: coins.value })}`}
                value={training.value ?? 0}
                max={1}
              />
            </div>
          </>
        ) : (
          <Button kind="main" onClick={() => void train()}>
            Train the players
          </Button>
        )}
      </div>
      <ErrorNote message={trainingFault.value} />
    </>
  );
}

function MarginTable() {
  const known = margins.value !== null && 'found' in margins.value ? Object.values(margins.value.found) : null;
  const gap = known && Math.max(...known.map(({ lower, upper }) => upper - lower)).toExponential(0);
  return (
    <div class="card">
      <h3>Every pair of questions at once</h3>
      <Select
        label="Chance that the majority of the shots errs"
        value={error.value}
        choices={ERRORS.map((value) => ({ value, text: `at most ${100 * value} %` }))}
        onChange={(value) => {
          error.value = value;
        }}
      />
      <Finding of={margins.value} what="The margins are on their way">
        {({ classical, quantum }) => {
          const counts = shots.value !== null && 'found' in shots.value ? shots.value.found : null;
          return (
            <TableBox label="Margins and fewest shots">
              <table class="margin-table">
                <thead>
                  <tr>
                    <th scope="col">shared</th>
                    <th scope="col" class="number">
                      margin
                    </th>
                    <th scope="col" class="number">
                      fewest shots
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {[
                    { name: 'any coins', margin: classical },
                    { name: 'any ebits', margin: quantum },
                  ].map(({ name, margin }, i) => (
                    <tr key={name}>
                      <th scope="row">{name}</th>
                      <td class="number">{margin.lower.toFixed(4).replace('-', '−')}</td>
                      <td class="number">{counts === null ? '…' : shotsText(counts[i])}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableBox>
          );
        }}
      </Finding>
      <p class="hint">
        {gap !== null && `Both ends of each margin are known to ${gap}. `}
        The margin is the most that the least label times mean can be over all pairs that are asked. The shots are
        independent and all by one strategy.
      </p>
    </div>
  );
}

function Known({ found }: { readonly found: GameFacts }) {
  const trained = strategy.value;
  return (
    <div class="game-columns">
      <div class="stack">
        <div class="card">
          <h3>{`${found.a.length} by ${found.b.length} questions, ${found.asked} pairs asked`}</h3>
          <Matrix facts={found} correlators={trained?.played.correlators ?? null} />
          <p class="hint">
            {found.labelled
              ? 'A cell has the label: + for equal answers, − for unlike ones.'
              : 'A cell has the weight of the product of both answers.'}
            {trained !== null && found.a.length <= 8 && found.b.length <= 8
              ? ' Below it is how often the trained players win the pair.'
              : ''}
          </p>
        </div>
        <div class="card">
          <h3>Train two players</h3>
          <TrainControls />
          {trained !== null && (
            <>
              <p role="status">{strategyWords(found, trained.order, trained.played)}</p>
              <DirectionsPicture facts={found} played={trained.played} />
            </>
          )}
        </div>
      </div>
      <div class="stack">
        <div class="card">
          <h3>{found.labelled ? 'Chance to win a shot' : 'Value'}</h3>
          <SuccessBars facts={found} trained={trained} />
          <p class="verdict">{gainWords(found)}</p>
        </div>
        {found.labelled && <MarginTable />}
      </div>
    </div>
  );
}

/** How much of a game can be won with what is shared: certified ceilings, and players who learn it. */
export function GamesPanel() {
  useEffect(followGame, []);
  return (
    <section class="stack" aria-label="Games">
      <div>
        <h2>How much of a game can entanglement win?</h2>
        <p class="muted games-text">
          Two players are asked a question each and answer +1 or −1 without talking; only the product of their answers
          counts. In such games it can be proven how much coins win at most, and how much any number of ebits.
        </p>
      </div>
      <GameControls />
      <Boundary name="What is known of the game">
        {asked.value === null ? (
          <p class="muted">Give the pairs of questions, and their ceilings are found.</p>
        ) : (
          <Finding of={facts.value} what="The ceilings are on their way">
            {(found) => <Known found={found} />}
          </Finding>
        )}
      </Boundary>
    </section>
  );
}
