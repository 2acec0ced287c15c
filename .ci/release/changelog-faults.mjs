// Whether a changelog says what a version brings.

/**
 * Returns sentences, none if all is well: the first section is the version's, with its date, and not empty.
 *
 * @param text - of the changelog: sections `## 1.2.3 (2026-01-31)`, newest first
 */
export function changelogFaults(text, version) {
  const sections = text.split(/^## /m).slice(1);
  const [heading = '', ...lines] = (sections[0] ?? '').split('\n');
  const [, name, date] = heading.match(/^(\S+)(?: \((\d{4}-\d{2}-\d{2})\))?$/) ?? [];
  if (name !== version) {
    return [`The first section of src/CHANGELOG.md is "${heading}"; it has to be that of ${version}, with its date.`];
  }
  const faults = [];
  if (date === undefined)
    faults.push(`The section ${version} of src/CHANGELOG.md has no date: ## ${version} (2026-01-31).`);
  if (lines.join('').trim() === '') faults.push(`The section ${version} of src/CHANGELOG.md is empty.`);
  return faults;
}
