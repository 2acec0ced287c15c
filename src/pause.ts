/** For how long the event loop is kept waiting, milliseconds. It has no influence on any number. */
export const SLICE = 50;

/** Lets timers, messages and signals through. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
