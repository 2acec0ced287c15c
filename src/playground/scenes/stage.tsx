import type { ComponentChildren } from 'preact';
import { address } from '../address.js';
import { ErrorNote } from '../ui/error-note.js';
import { sceneFaults } from './settings.js';
import './stage.css';

/** What a scene is made of. */
export interface StageProps {
  readonly title: string;
  /** A sentence or two: what is seen here, and what it means. */
  readonly lead: ComponentChildren;
  /** The moving part, which takes all room that is left. */
  readonly children: ComponentChildren;
  /** What the reader can do; slides do without it. */
  readonly controls: ComponentChildren;
  /** What came of it, in words and numbers. */
  readonly verdict?: ComponentChildren;
}

/** One screen: a heading, what moves, what came of it, and what the reader can do about it. */
export function Stage({ title, lead, children, controls, verdict }: StageProps) {
  return (
    <section class="stage" aria-labelledby="stage-title">
      <div class="stage-head">
        <h2 id="stage-title" tabIndex={-1}>
          {title}
        </h2>
        <p class="stage-lead">{lead}</p>
        {sceneFaults().map((fault) => (
          <ErrorNote key={fault} message={fault} />
        ))}
      </div>
      <div class="stage-view">{children}</div>
      {verdict !== undefined && <div class="stage-verdict">{verdict}</div>}
      {!address.value.isSlide && controls !== null && <div class="stage-controls">{controls}</div>}
    </section>
  );
}
