import { Component, type ComponentChildren } from 'preact';
import { Button } from './button.js';
import { ErrorNote, messageOf } from './error-note.js';

/** A part of the page that may fail alone. */
export interface BoundaryProps {
  /** What the part is called, as the beginning of a sentence. */
  readonly name: string;
  readonly children: ComponentChildren;
}

interface BoundaryState {
  /** What the part threw, in words; null while all is well. */
  readonly fault: string | null;
}

/** Keeps what a part of the page throws from the others: in its place it says what happened, and offers to try again. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { fault: null };

  override componentDidCatch(error: unknown): void {
    this.setState({ fault: messageOf(error) });
  }

  override render() {
    const { name, children } = this.props;
    const { fault } = this.state;
    if (fault === null) return children;
    return (
      <div class="card failed-part">
        <ErrorNote message={`${name} could not be shown: ${fault}`} />
        <div class="row">
          <Button label={`Try again: ${name}`} onClick={() => this.setState({ fault: null })}>
            Try again
          </Button>
        </div>
      </div>
    );
  }
}
