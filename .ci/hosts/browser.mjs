// The Chromium that comes with the packages, started when a page is first opened and shared by all hosts.
import { register } from 'tsx/esm/api';

register();
const { launchChromium, serve } = await import('../../test/browser/headless.ts');

let launched;

/** Opens a page, and returns the title that its program gives it; what went wrong instead, after `seconds` without one. */
export async function openedTitle(address, seconds = 60) {
  launched ??= launchChromium();
  const tab = await (await launched).newPage();
  const faults = [];
  tab.on('pageerror', (error) => faults.push(String(error)));
  tab.on('console', (message) => faults.push(message.text()));
  tab.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  try {
    await tab.goto(address);
    await tab.waitForFunction("document.title.startsWith('{')", { timeout: seconds * 1000 });
    return await tab.title();
  } catch (error) {
    return [error.message, ...faults].join('\n');
  } finally {
    await tab.close();
  }
}

/** Closes it, if it was started. */
export async function closeBrowser() {
  await (await launched)?.close();
}

/** Serves a folder on this machine alone. */
export const serveFolder = serve;
