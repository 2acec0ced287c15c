import { type Signal, signal } from '@preact/signals';
import { keep, kept } from './storage.js';

/** Whether the page is dark; what draws in colours of its own may look at it. */
export const dark: Signal<boolean> = signal(false);

function show(isDark: boolean): void {
  dark.value = isDark;
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

/** Follows the reader's earlier choice, or else the system's. */
export function followTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = kept('theme');
  show(chosen === null ? system.matches : chosen === 'dark');
  system.addEventListener('change', () => {
    if (kept('theme') === null) show(system.matches);
  });
}

/** Changes between light and dark, and remembers it. */
export function switchTheme(): void {
  show(!dark.value);
  keep('theme', dark.value ? 'dark' : 'light');
}
