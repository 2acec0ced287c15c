// From scene to scene by arrow keys and by fingers; out of a slide by Escape.
import { useLayoutEffect } from 'preact/hooks';
import { address, goTo } from './address.js';
import { leftSettings } from './scenes/settings.js';
import { type SceneEntry, scenes } from './scenes.js';

/** How far a finger goes sideways, in CSS pixels, before it means the next scene. */
const SWIPE = 60;

/** How long that may take, in milliseconds. */
const SWIPE_TIME = 800;

/** What uses arrow keys itself. */
const ARROWED = 'input, select, textarea, [role=tab], [role=slider], [role=radio], [data-arrows], [contenteditable]';

/** Whether a key means something to what has the focus, or to the browser. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const isCombined = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  return event.defaultPrevented || isCombined || (target?.closest(ARROWED) ?? null) !== null;
}

/** Whether a finger that goes sideways there means something already: it draws, slides or scrolls. */
function isDragged(target: EventTarget | null): boolean {
  for (
    let at = target instanceof Element ? target : null;
    at !== null && at.tagName !== 'MAIN';
    at = at.parentElement
  ) {
    if (at.matches('input, select, [role=slider]')) return true;
    const { touchAction, overflowX } = getComputedStyle(at);
    if (touchAction === 'none') return true;
    if (/auto|scroll/.test(overflowX) && at.scrollWidth > at.clientWidth) return true;
  }
  return false;
}

/** Whether the last move came by a key: then the heading of the scene is to have the focus. */
let isByKey = false;

/** Goes a number of scenes on, and stays where there is none. */
function goOn(open: SceneEntry, steps: number): boolean {
  const next = scenes[scenes.indexOf(open) + steps];
  if (next === undefined) return false;
  goTo({ tab: next.id, settings: leftSettings(next.id) });
  return true;
}

/** Has the heading of the next scene have the focus, if a link was followed by a key: a click without a pointer. */
export function followedBy(event: MouseEvent): void {
  isByKey = event.detail === 0;
}

/** The arrow keys and fingers that go sideways lead from scene to scene, and Escape out of a slide. */
export function useMoves(open: SceneEntry | null): void {
  useLayoutEffect(() => {
    if (!isByKey) return;
    isByKey = false;
    document.getElementById('stage-title')?.focus({ preventScroll: true });
  }, [open]);
  useLayoutEffect(() => {
    if (open === null) return;
    const ends = new AbortController();
    const { signal } = ends;
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const { isSlide } = address.peek();
      if (event.key === 'Escape' && isSlide) {
        goTo({ ...address.peek(), isSlide: false });
      } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
        isByKey = goOn(open, event.key === 'ArrowRight' ? 1 : -1);
        if (isByKey) event.preventDefault();
      }
    };
    let from: { readonly x: number; readonly y: number; readonly time: number } | null = null;
    const onTouchStart = ({ touches, target, timeStamp: time }: TouchEvent) => {
      const [{ clientX: x, clientY: y }] = touches;
      from = touches.length === 1 && !isDragged(target) ? { x, y, time } : null;
    };
    const onTouchEnd = ({ changedTouches, timeStamp }: TouchEvent) => {
      if (from === null) return;
      const [{ clientX, clientY }] = changedTouches;
      const across = clientX - from.x;
      const isSwipe = Math.abs(across) >= SWIPE && Math.abs(across) > 2 * Math.abs(clientY - from.y);
      if (isSwipe && timeStamp - from.time <= SWIPE_TIME) goOn(open, across < 0 ? 1 : -1);
      from = null;
    };
    addEventListener('keydown', onKeyDown, { signal });
    addEventListener('touchstart', onTouchStart, { signal, passive: true });
    addEventListener('touchend', onTouchEnd, { signal, passive: true });
    return () => ends.abort();
  }, [open]);
}
