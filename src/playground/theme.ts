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
  // Anything else that stands there was not written by this page.
  const chosen = (): string | null => ['light', 'dark'].find((theme) => theme === kept('theme')) ?? null;
  const first = chosen();
  show(first === null ? system.matches : first === 'dark');
  system.addEventListener('change', () => {
    if (chosen() === null) show(system.matches);
  });
}

/** Changes between light and dark, and remembers it. */
export function switchTheme(): void {
  show(!dark.value);
  keep('theme', dark.value ? 'dark' : 'light');
}
