import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { setup } from './probe.js';

/** What the probe says where the packaged Chromium is this program. */
async function saidOf(program: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-probe-'));
  // The package unpacks into the temporary folder, and takes what lies there already.
  writeFileSync(join(folder, 'chromium'), program);
  chmodSync(join(folder, 'chromium'), 0o755);
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const provided: unknown[] = [];
  await setup({ provide: (_: string, reason: unknown) => void provided.push(reason) } as never);
  return provided[0];
}

test('a Chromium whose libraries are missing is told by their name', async () => {
  const complaint = 'chromium: error while loading shared libraries: libnss3.so: cannot open shared object file';
  expect(await saidOf(`#!/bin/sh\necho '${complaint}' >&2\nexit 127\n`)).toBe(
    `Chromium does not start here: ${complaint}`,
  );
});

test('so is one for another system', async () => {
  expect(await saidOf('\x7fELF no program')).toMatch(/^Chromium does not start here: ./);
});
