import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { nearestHint } from '../options.js';
import { shownValue } from '../shown-value.js';
import { address, formatAddress, goTo } from './address.js';
import { followedBy, useMoves } from './moves.js';
import { pageFault } from './page-faults.js';
import { isPanel, panelNames } from './panel-names.js';
import { loadWorkshop } from './pieces.js';
import { leftSettings } from './scenes/settings.js';
import { type SceneEntry, scenes } from './scenes.js';
import { dark, switchTheme } from './theme.js';
import { Boundary } from './ui/boundary.js';
import { Button } from './ui/button.js';
import { ErrorNote, messageOf } from './ui/error-note.js';

/** The scene that the address names; the first where it names neither a scene nor a panel. */
function openScene(): SceneEntry | null {
  const { tab } = address.value;
  return isPanel(tab) ? null : (scenes.find(({ id }) => id === tab) ?? scenes[0]);
}

/** What concerns no single place: one that there is not, and what nothing else could catch. */
function Faults() {
  const { tab } = address.value;
  const known: readonly string[] = [...scenes, ...panelNames].map(({ id }) => id);
  return (
    <>
      <ErrorNote
        message={
          known.includes(tab)
            ? null
            : `The page has no scene and no tab ${shownValue(tab)}.${nearestHint(tab, known)} Here is ${scenes[0].title}.`
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

/** The panel of the workshop that was open last. */
let lastPanel: string = panelNames[0].id;

/** The scenes and the workshop, as links. */
function Way({ open }: { readonly open: SceneEntry | null }) {
  const { tab, isSlide } = address.value;
  if (isPanel(tab)) lastPanel = tab;
  return (
    <nav class="way" aria-label="Scenes and workshop">
      {scenes.map(({ id, title }, i) => (
        <a
          key={id}
          href={formatAddress({ tab: id, settings: leftSettings(id), isSlide })}
          aria-current={id === open?.id ? 'page' : undefined}
          onClick={followedBy}
        >
          <span class="way-number">{i + 1}</span> <span class="way-title">{title}</span>
        </a>
      ))}
      <a class="way-workshop" href={`#${lastPanel}`} aria-current={open === null ? 'page' : undefined}>
        Workshop
      </a>
    </nav>
  );
}

/** The workshop's place; it is loaded when it is first opened. */
function WorkshopPlace({ isOpen }: { readonly isOpen: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'none' | 'there' | { readonly fault: string }>('none');
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (!isOpen || state !== 'none') return;
    loadWorkshop().then(
      ({ mount }) => {
        mount(place.current as HTMLDivElement);
        setState('there');
      },
      (error) => setState({ fault: messageOf(error) }),
    );
  }, [isOpen, state, asked]);
  const again = () => {
    setState('none');
    setAsked(asked + 1);
  };
  return (
    <div hidden={!isOpen}>
      {state === 'none' && <p class="muted">The workshop is loading …</p>}
      {typeof state === 'object' && (
        <div class="card failed-part">
          <ErrorNote message={`The workshop could not be opened: ${state.fault}`} />
          <div class="row">
            <Button onClick={again}>Try again</Button>
          </div>
        </div>
      )}
      <div ref={place} />
    </div>
  );
}

/** The head of a slide: where one is among the scenes, which also leads out for those who have no Escape key. */
function SlideTop({ open }: { readonly open: SceneEntry }) {
  const out = formatAddress({ ...address.value, isSlide: false });
  const place = `${scenes.indexOf(open) + 1} of ${scenes.length}`;
  return (
    <header class="top">
      <h1>What does an ebit buy?</h1>
      <a class="slide-place" href={out} aria-label={`Slide ${place}: leave the slides`}>
        {place} <span aria-hidden="true">×</span>
      </a>
    </header>
  );
}

function Top({ open }: { readonly open: SceneEntry | null }) {
  return (
    <header class="top">
      <h1>What does an ebit buy?</h1>
      <Way open={open} />
      <div class="top-buttons">
        {open !== null && <Button onClick={() => goTo({ ...address.peek(), isSlide: true })}>Slide</Button>}
        <button type="button" class="button plain theme" onClick={switchTheme} aria-pressed={dark.value}>
          Dark
        </button>
      </div>
    </header>
  );
}

export function App() {
  const open = openScene();
  const { tab } = address.value;
  const isSlide = address.value.isSlide && open !== null;
  useMoves(open);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset.place = open === null ? 'workshop' : 'scene';
    dataset.slide = isSlide ? 'yes' : 'no';
    const panel = panelNames.find(({ id }) => id === tab);
    document.title = `${open?.title ?? panel?.title} · ebit playground`;
  }, [isSlide, open, tab]);
  return (
    <>
      {isSlide ? <SlideTop open={open} /> : <Top open={open} />}
      <Faults />
      <main class={open === null ? 'workshop' : 'scene'}>
        {open !== null && (
          <Boundary key={open.id} name={`The scene ${open.title}`}>
            <open.Scene />
          </Boundary>
        )}
        <WorkshopPlace isOpen={open === null} />
      </main>
    </>
  );
}
