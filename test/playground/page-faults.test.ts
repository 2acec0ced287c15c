import { afterEach, expect, test, vi } from 'vitest';
import { followFaults, pageFault } from '../../src/playground/page-faults.js';

afterEach(() => vi.unstubAllGlobals());

test('what is thrown and not caught is shown, but a picture that takes its size a frame later is no fault', () => {
  const heard: Record<string, (event: unknown) => void> = {};
  vi.stubGlobal('addEventListener', (name: string, listener: (event: unknown) => void) => {
    heard[name] = listener;
  });
  followFaults();
  heard.error({ error: null, message: 'ResizeObserver loop completed with undelivered notifications.' });
  heard.error({ error: null, message: '' });
  expect(pageFault.value).toBeNull();
  heard.error({ error: null, message: 'Script error.' });
  expect(pageFault.value).toBe('Script error.');
  heard.error({ error: new Error('ResizeObserver loop of ours'), message: '' });
  expect(pageFault.value).toBe('ResizeObserver loop of ours');
  heard.unhandledrejection({ reason: new Error('a promise') });
  expect(pageFault.value).toBe('a promise');
});
