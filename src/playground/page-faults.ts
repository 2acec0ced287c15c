import { type Signal, signal } from '@preact/signals';
import { messageOf } from './ui/error-note.js';

/** What was thrown where no part of the page could catch it: by a timer, a promise, a button. */
export const pageFault: Signal<string | null> = signal(null);

/** Shows a fault of the page as a whole. */
export function reportFault(error: unknown): void {
  pageFault.value = messageOf(error);
}

/** Shows whatever is thrown and not caught from now on; the browser's console has it too. */
export function followFaults(): void {
  addEventListener('error', ({ error, message }) => {
    // A file or a picture that cannot be had is no exception, and has no message. That a picture takes its new size a
    // frame later is said like one, and is none.
    const isLate = error == null && /^ResizeObserver loop/.test(message);
    if ((error != null || message) && !isLate) reportFault(error ?? message);
  });
  addEventListener('unhandledrejection', ({ reason }) => reportFault(reason));
}
