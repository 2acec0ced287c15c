import type { Browser } from 'puppeteer-core';

/** What a page wrote into its `<output>`, and all that went wrong on the way. */
export interface Shown {
  readonly output: string;
  readonly faults: readonly string[];
}

/** Opens a page, waits for its output and closes it. Whatever it asks for from another place is a fault. */
export async function shownBy(browser: Browser, address: string): Promise<Shown> {
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && origin !== new URL(address).origin) faults.push(request.url());
  });
  page.on('response', (response) => {
    // Browsers ask for an icon by themselves.
    if (!response.ok() && !response.url().endsWith('/favicon.ico'))
      faults.push(`${response.url()}: ${response.status()}`);
  });
  try {
    await page.goto(address);
    await page
      .waitForFunction('document.querySelector("output")?.textContent !== ""', { timeout: 100_000 })
      .catch((error) => {
        faults.push(String(error));
      });
    const output = await page.evaluate('document.querySelector("output").textContent');
    return { output: String(output), faults };
  } finally {
    await page.close();
  }
}
