import { expect, test } from 'vitest';
import { parseSummary } from '../../src/cli/run-summary.js';
import { refusal } from '../refusal.js';

test.each(['{"format": "ebit-run", "vers', '{}', '{"format":"ebit-model","version":1}', 'null'])(
  '%j is no summary',
  (text) => {
    const error = refusal(() => parseSummary(text, 'runs/a/summary.json'));
    expect(error.code).toBe('file');
    expect(error.message).toContain('"runs/a/summary.json" is no summary of a run');
  },
);
