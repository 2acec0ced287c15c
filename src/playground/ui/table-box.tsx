import type { ComponentChildren } from 'preact';

/** A table that may be wider than its place: it can then be scrolled, by keys too, and its edge shows that there is more. */
export function TableBox({
  label,
  class: own,
  children,
}: {
  /** What is in it, for those who hear it. */
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}) {
  const classes = own === undefined ? 'table-box' : `table-box ${own}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section class={classes} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
