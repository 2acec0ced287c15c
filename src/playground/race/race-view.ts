import { batch } from '@preact/signals';
import type { RaceView } from './codec.js';
import { draft, firstDraft } from './draft.js';
import { shotsShown } from './judging.js';
import { choice, firstMarked, runs, selected } from './race.js';

/** How the page looks at the race, as far as it is another way than unless told. */
export function presentView(): RaceView {
  const own = runs.value.filter(({ file }) => file === null);
  const marked = own.findIndex(({ id }) => id === selected.value);
  const first = firstDraft(choice.value.settings.kind === 'table');
  return {
    ...(shotsShown.value === 100 ? {} : { shots: shotsShown.value }),
    ...(marked < 0 || own[marked].id === firstMarked(own) ? {} : { marked: marked + 1 }),
    ...(JSON.stringify(draft.value) === JSON.stringify(first) ? {} : { draft: draft.value }),
  };
}

/** Looks at the race that is there in some way. */
export function takeView(view: RaceView): void {
  batch(() => {
    shotsShown.value = view.shots ?? 100;
    draft.value = view.draft ?? firstDraft(choice.value.settings.kind === 'table');
    const own = runs.value.filter(({ file }) => file === null);
    selected.value =
      (view.marked === undefined ? undefined : own[view.marked - 1]?.id) ??
      firstMarked(own.length === 0 ? runs.value : own);
  });
}
