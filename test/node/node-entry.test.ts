import { expect, test } from 'vitest';
import * as node from '../../src/node.js';

// Each name is a promise to users: adding one is a decision, taking one away breaks programs.
test('the entry for Node has exactly these names', () => {
  expect(Object.keys(node).sort()).toEqual([
    'collectOutcomes',
    'folderStore',
    'redisExecutor',
    'redisWorker',
    'submitTasks',
  ]);
});
