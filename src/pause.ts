/** For how long the event loop is kept waiting, milliseconds. It has no influence on any number. */
export const SLICE = 50;

/**
 * Lets timers, messages and signals through.
 *
 * A timer would keep a run waiting for a millisecond in Node and for four in a browser, so that it comes last.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else if (typeof MessageChannel === 'function') {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    } else setTimeout(resolve, 0);
  });
}
