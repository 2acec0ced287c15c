// A headless Chromium that comes with the packages: nothing has to be installed on the machine.
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** The package is made for short-lived servers, where one process does everything; then closing a page ends it all. */
const unwanted = ['--single-process', '--no-zygote'];

/**
 * Starts the browser of the package registry.
 *
 * Its own background traffic is switched off, so that whatever leaves a page is the page's doing.
 */
export async function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((word) => !unwanted.includes(word)), ...quiet],
    headless: true,
  });
}
