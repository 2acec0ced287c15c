import { useEffect, useRef } from 'preact/hooks';
import { nearestHint } from '../options.js';
import { shownValue } from '../shown-value.js';
import { address, moveTo } from './address.js';
import { pageFault } from './page-faults.js';
import { type PanelEntry, panels } from './panels.js';
import { dark, switchTheme } from './theme.js';
import { Boundary } from './ui/boundary.js';
import { Button } from './ui/button.js';
import { ErrorNote } from './ui/error-note.js';

function openPanel(): PanelEntry {
  return panels.find(({ id }) => id === address.value.tab) ?? panels[0];
}

/** Arrow keys move between tabs, as the ARIA pattern of tabs asks for; only the open one is in the tab order. */
function Tabs() {
  const row = useRef<HTMLDivElement>(null);
  const open = openPanel();
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
    <div class="tabs" role="tablist" aria-label="Parts of the playground" ref={row} onKeyDown={onKeyDown}>
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

/** What concerns no single tab: a tab that there is not, and what nothing else could catch. */
function Faults() {
  const { tab } = address.value;
  const known = panels.map(({ id }) => id);
  return (
    <>
      <ErrorNote
        message={
          known.includes(tab)
            ? null
            : `The page has no tab ${shownValue(tab)}.${nearestHint(tab, known)} Here is ${panels[0].title}.`
        }
      />
      {pageFault.value !== null && (
        <div class="page-fault">
          <ErrorNote message={`Something went wrong on this page: ${pageFault.value}`} />
          <Button kind="quiet" label="Hide what went wrong" onClick={() => (pageFault.value = null)}>
            Hide
          </Button>
        </div>
      )}
    </>
  );
}

export function App() {
  const open = openPanel();
  useEffect(() => {
    document.title = `${open.title} · ebit playground`;
  }, [open]);
  return (
    <>
      <header class="top">
        <h1>ebit playground</h1>
        <p class="lead">
          Two parties, A and B, each see half of every point and cannot talk. Beforehand they may share <em>coins</em>,
          random bits that both know, or <em>ebits</em>, Bell pairs. What do coins change, what does entanglement add,
          and what does it cost?
        </p>
        <button type="button" class="button plain theme" onClick={switchTheme} aria-pressed={dark.value}>
          Dark
        </button>
      </header>
      <Tabs />
      <Faults />
      <main>
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
              </Boundary>
            )}
          </div>
        ))}
      </main>
    </>
  );
}
