// Before any test: does the Chromium that comes with the packages start on this machine? It also unpacks it, once, where
// test files that run side by side would do so into each other's way.
import type { TestProject } from 'vitest/node';
import { launchChromium } from './headless.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why Chromium does not start here; null where it does. */
    chromiumAbsence: string | null;
  }
}

/** The line that tells most: what the system's loader or Chromium itself complains of. */
function reasonOf(error: unknown): string {
  const lines = String(error instanceof Error ? error.message : error)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return (
    lines.find((line) => /error while loading|cannot open|ENOENT|EACCES|Exec format/.test(line)) ??
    lines[0] ??
    'unknown'
  );
}

async function chromiumAbsence(): Promise<string | null> {
  try {
    await (await launchChromium()).close();
    return null;
  } catch (error) {
    return `Chromium does not start here: ${reasonOf(error)}`;
  }
}

export async function setup(project: TestProject): Promise<void> {
  project.provide('chromiumAbsence', await chromiumAbsence());
}
