// Prints one line with the numbers of a vitest report (JSON); its exit code is 1 if anything failed or nothing passed.
import { readFileSync } from 'node:fs';

const counts = { passed: 0, failed: 0, skipped: 0 };
try {
  for (const file of JSON.parse(readFileSync(process.argv[2], 'utf8')).testResults) {
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
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
