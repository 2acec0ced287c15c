import { NIGHT_COLOURS } from './colours.js';

/** Presentation attributes of the pictures yield to these rules, so their files stay as they are: ink on white paper. */
function nightPictures(): string {
  return Object.entries(NIGHT_COLOURS)
    .map(
      ([day, night]) =>
        `  figure svg [fill="${day}"] { fill: ${night}; } figure svg [stroke="${day}"] { stroke: ${night}; }`,
    )
    .join('\n');
}

/** Legible on a screen by day and by night, on a telephone and in print; a table wider than the page scrolls in its box. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --soft: #4b5563; --line: #d5d9df; --strong: #7a828e; --link: #0a5c9c;
  --tint: #f4f6f8; --confirmed: #0f6b5f; --bounded: #8a4a05; --corrected: #a11d1d; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #14181d; --ink: #e6e9ed; --soft: #aeb6c1; --line: #333b45; --strong: #78828f; --link: #7cb8f0;
    --tint: #1c2229; --confirmed: #5ec9b5; --bounded: #f0a35a; --corrected: #ff9d96; }
${nightPictures()}
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { font: 16px/1.55 Helvetica, Arial, "Liberation Sans", sans-serif; color: var(--ink); background: var(--paper);
  max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: break-word; }
h1 { font-size: 2rem; line-height: 1.2; margin: .5rem 0 1rem; text-wrap: balance; }
h2, h3 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .6rem; }
section { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1.2rem; }
h2.part { font-size: 1.7rem; margin-top: 4rem; }
p { max-width: 46rem; margin: .7rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.about, .ways, .files, figcaption, .caption { color: var(--soft); }
.ways, .files, figcaption, .caption { font-size: .9rem; }
#conclusion p { font-size: 1.1rem; }
figure { margin: 1.6rem 0; }
figure svg { display: block; max-width: 100%; height: auto; color: var(--ink); }
.picture, .box { overflow-x: auto; }
figcaption { max-width: 46rem; margin-top: .3rem; }
.files { margin: .2rem 0; }
.table { margin: 1.6rem 0; max-width: 100%; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
.caption { margin: 0 0 .4rem; }
th, td { padding: .25rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: top; }
thead th, thead td { border-bottom: 2px solid var(--strong); vertical-align: bottom; }
tbody th { font-weight: normal; }
th:first-child, td:first-child, .sentence { text-align: left; }
.sentence { white-space: normal; min-width: 15rem; }
td:has(> .verdict) { text-align: left; }
.verdict { font-weight: bold; white-space: nowrap; }
.confirmed { color: var(--confirmed); } .bounded { color: var(--bounded); } .corrected { color: var(--corrected); } .unmeasured { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.2rem; margin: 1rem 0; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
nav { background: var(--tint); padding: .8rem 1.2rem; margin-top: 2.5rem; font-size: .9rem; }
nav h2 { font-size: 1rem; } nav p { margin: .8rem 0 .2rem; color: var(--soft); }
nav ul { list-style: none; margin: 0; padding: 0; } nav li { padding: .15rem 0; }
@media screen and (max-width: 40rem) {
  body { font-size: 17px; } h1 { font-size: 1.5rem; }
  .picture svg { max-width: none; }
}
@media screen and (min-width: 84rem) {
  body { max-width: none; margin: 0 0 0 20rem; padding: 1.5rem 3rem 4rem; }
  header, main, footer { max-width: 62rem; }
  nav { position: fixed; margin: 0; inset: 0 auto 0 0; width: 20rem; overflow-y: auto; }
}
@page { size: A4; margin: 15mm 14mm; }
@page lying { size: A4 landscape; }
@media print {
  body { font-size: 10pt; max-width: none; padding: 0; }
  h2, h3, .caption, .about, thead { break-after: avoid; } figure, tr { break-inside: avoid; }
  nav, footer, .ways, .files { display: none; }
  .box, .picture { overflow: visible; }
  table { font-size: 8pt; } th, td { padding: .12rem .35rem; } thead th { white-space: normal; }
  .sentence { min-width: 6rem; } .wide { page: lying; }
}
`;
