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
    // A file or a picture that cannot be had is no exception, and has no message.
    if (error != null || message) reportFault(error ?? message);
  });
  addEventListener('unhandledrejection', ({ reason }) => reportFault(reason));
}
