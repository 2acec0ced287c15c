import { type Signal, signal } from '@preact/signals';
import { adapted, changed, defaults, type RunSettings } from './settings.js';

/** The run that the form describes at first: one more ebit than the page's own race has. */
export function firstDraft(isTable: boolean): RunSettings {
  return adapted(changed(defaults, { ebits: 2 }), isTable);
}

/** The run that would be added. */
export const draft: Signal<RunSettings> = signal(firstDraft(false));
