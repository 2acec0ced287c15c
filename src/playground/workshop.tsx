// The workshop: everything that can be set by hand. It is a script of its own, loaded when somebody first wants it.
import { render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { address, moveTo } from './address.js';
import { reportFault } from './page-faults.js';
import { isPanel } from './panel-names.js';
import { type PanelEntry, panels } from './panels.js';
import { followJudging } from './race/judging.js';
import { followRace, keepRace, restoreFaults, restoreRace } from './race/kept-race.js';
import { hasKeptTable, readKeptTable } from './race/kept-table.js';
import { firstRace } from './race/race.js';
import { Share } from './race/share.js';
import { showSelected } from './race/show-selected.js';
import { Boundary } from './ui/boundary.js';
import { ErrorNote } from './ui/error-note.js';
import './workshop.css';

/** The panel that the address names; the one of before while it names none. */
let before: PanelEntry = panels[0];

function openPanel(): PanelEntry {
  before = panels.find(({ id }) => id === address.value.tab) ?? before;
  return before;
}

/** Arrow keys move between tabs, as the ARIA pattern of tabs asks for; only the open one is in the tab order. */
function Tabs() {
  const row = useRef<HTMLDivElement>(null);
  const open = openPanel();
  // Where the row is longer than the window, the open tab is in sight.
  useLayoutEffect(() => {
    row.current?.querySelector(`#tab-${open.id}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [open]);
  const go = (index: number) => {
    const next = panels[(index + panels.length) % panels.length];
    moveTo({ tab: next.id });
    row.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = panels.indexOf(open);
    const targets = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: panels.length - 1 };
    if (!Object.hasOwn(targets, event.key)) return;
    const target = targets[event.key as keyof typeof targets];
    event.preventDefault();
    go(target);
  };
  return (
    <div class="tabs" role="tablist" aria-label="Parts of the workshop" ref={row} onKeyDown={onKeyDown}>
      {panels.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === open.id}
          aria-controls={`panel-${id}`}
          tabIndex={id === open.id ? 0 : -1}
          onClick={() => moveTo({ tab: id })}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

/** What every panel but the race, which has its own place for it, says of the address. */
function PanelAddress() {
  return (
    <div class="panel-address">
      {restoreFaults.value.map((fault) => (
        <ErrorNote key={fault} message={fault} />
      ))}
      <div class="row">
        <Share />
      </div>
    </div>
  );
}

function Workshop() {
  const open = openPanel();
  return (
    <>
      <Tabs />
      {panels.map(({ id, title, Panel }) => (
        <div
          key={id}
          class="panel"
          role="tabpanel"
          id={`panel-${id}`}
          aria-labelledby={`tab-${id}`}
          hidden={id !== open.id}
        >
          {id === open.id && (
            <Boundary name={`The tab ${title}`}>
              <Panel />
              {id !== 'race' && <PanelAddress />}
            </Boundary>
          )}
        </div>
      ))}
    </>
  );
}

function mount(element: HTMLElement): void {
  // A table of before the reload is read by the worker first; without one nothing has to be waited for.
  if (hasKeptTable()) void readKeptTable().then(() => begin(element));
  else begin(element);
}

function begin(element: HTMLElement): void {
  try {
    restoreRace();
  } catch (error) {
    reportFault(error);
    firstRace();
  }
  followRace();
  render(<Workshop />, element);
  // The page is seen first; what only keeps and passes on comes after.
  setTimeout(() => {
    keepRace(() => isPanel(address.value.tab));
    showSelected();
    followJudging();
  });
}

globalThis.ebitPieces = { ...globalThis.ebitPieces, workshop: { mount } };
