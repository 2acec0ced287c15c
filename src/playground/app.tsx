import { useEffect, useRef } from 'preact/hooks';
import { address, moveTo } from './address.js';
import { type PanelEntry, panels } from './panels.js';
import { dark, switchTheme } from './theme.js';

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
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: panels.length - 1 }[event.key];
    if (target === undefined) return;
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
          Two parties, A and B, each see half of every point and cannot talk. All they may share are <em>ebits</em>:
          Bell pairs made beforehand. What does one change?
        </p>
        <button type="button" class="button plain theme" onClick={switchTheme} aria-pressed={dark.value}>
          Dark
        </button>
      </header>
      <Tabs />
      <main>
        {panels.map(({ id, Panel }) => (
          <div
            key={id}
            class="panel"
            role="tabpanel"
            id={`panel-${id}`}
            aria-labelledby={`tab-${id}`}
            hidden={id !== open.id}
          >
            {id === open.id && <Panel />}
          </div>
        ))}
      </main>
    </>
  );
}
