// Browsers without windows, one driver for both, and a server for what they are shown.

import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import chromium from '@sparticuz/chromium';
import puppeteer, { type Browser } from 'puppeteer-core';
import sirv from 'sirv';

/** The package is made for short-lived servers, where one process does everything; then closing a page ends it all. */
const unwanted = ['--single-process', '--no-zygote'];
/** The browser's own background traffic is switched off, so that whatever leaves a page is the page's doing. */
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** How long a page is waited for, milliseconds: on a busy machine all of it takes many times as long. */
const PATIENCE = 100_000;

/** Has all pages of a browser be waited for that long. */
function patient(browser: Browser): Browser {
  const newPage = browser.newPage.bind(browser);
  browser.newPage = async (...words) => {
    const page = await newPage(...words);
    page.setDefaultTimeout(PATIENCE);
    return page;
  };
  return browser;
}

/** Starts the Chromium that comes with the packages: nothing has to be installed on the machine. */
export async function launchChromium(): Promise<Browser> {
  const browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((word) => !unwanted.includes(word)), ...quiet],
    headless: true,
    defaultViewport: null,
  });
  return patient(browser);
}

/** Where a Firefox is among the folders that programs are looked for in; null if there is none. */
export function firefoxPath(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = ['firefox-esr', 'firefox'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}

/** Starts the Firefox of the machine, with a fresh profile. */
export async function launchFirefox(): Promise<Browser> {
  const executablePath = firefoxPath();
  if (executablePath === null) throw new Error('There is no firefox-esr and no firefox on PATH.');
  return patient(await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, defaultViewport: null }));
}

/** A folder on the network of this machine alone. */
export interface Served {
  /** Without a slash at its end. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the files of a folder as they are on disk at the time they are asked for.
 *
 * @param headers - sent with every file, such as a Content-Security-Policy
 */
export async function serve(folder: string, headers: Readonly<Record<string, string>> = {}): Promise<Served> {
  const files = sirv(folder, {
    dev: true,
    setHeaders(response) {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) => files(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
