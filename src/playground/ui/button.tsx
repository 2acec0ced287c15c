import type { ComponentChildren } from 'preact';

/** A button. */
export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick: () => void;
  /** `main` for the one thing to do next, `quiet` for small ones in a row of a table. */
  readonly kind?: 'main' | 'plain' | 'quiet';
  readonly disabled?: boolean;
  /** For a button that stays down. */
  readonly pressed?: boolean;
  /** What it does, where its text alone does not say it. */
  readonly label?: string;
}

export function Button({ children, onClick, kind = 'plain', disabled, pressed, label }: ButtonProps) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      onClick={onClick}
      disabled={disabled}
      aria-pressed={pressed}
      aria-label={label}
    >
      {children}
    </button>
  );
}
