// Prints one line with the numbers of a vitest report (JSON), to whose failures those of further reports are added; its
// exit code is 1 if anything failed or nothing passed.
import { readFileSync } from 'node:fs';

function countsOf(path) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
      // A file that does not load has no test to blame; it counts as one failure.
      if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) counts.failed++;
      for (const { status } of file.assertionResults) {
        if (status === 'passed' || status === 'failed') counts[status]++;
        else counts.skipped++;
      }
    }
  } catch (error) {
    process.stderr.write(`There is no report of the tests: ${error.message}\n`);
    counts.failed = 1;
  }
  return counts;
}

const [whole, ...others] = process.argv.slice(2).map(countsOf);
const failed = others.reduce((sum, other) => sum + other.failed, whole.failed);
process.stdout.write(`${whole.passed} passed, ${failed} failed, ${whole.skipped} skipped\n`);
process.exitCode = failed > 0 || whole.passed === 0 ? 1 : 0;
