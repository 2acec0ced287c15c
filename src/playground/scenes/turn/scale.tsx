import type { ComponentChildren } from 'preact';

/** A mark on a scale. */
export interface Mark {
  readonly at: number;
  readonly kind: 'classical' | 'quantum';
  readonly words: ComponentChildren;
}

/** A bar up to what is reached, between marks of what can be. */
export function Scale(props: {
  readonly least: number;
  readonly most: number;
  readonly value: number;
  /** The best so far, if it is another than the value. */
  readonly best?: number;
  readonly marks: readonly Mark[];
  readonly kind: 'nothing' | 'ebit';
  readonly label: string;
}) {
  const { least, most, value, best, marks, kind, label } = props;
  const across = (at: number) => (100 * (Math.min(most, Math.max(least, at)) - least)) / (most - least);
  return (
    <div class="scale" data-kind={kind} role="img" aria-label={label}>
      {marks.map(({ at, kind: of, words }) => (
        <span key={of} class={`scale-mark ${of}`} style={{ left: `${across(at)}%` }}>
          <span class="scale-words">{words}</span>
        </span>
      ))}
      <span class="scale-track" />
      <span class="scale-bar" style={{ width: `${across(value)}%` }} />
      {best !== undefined && best >= least && <span class="scale-best" style={{ left: `${across(best)}%` }} />}
    </div>
  );
}
