/** How far some work is. */
export interface ProgressProps {
  /** What is going on, for readers of the screen too. */
  readonly label: string;
  readonly value: number;
  readonly max: number;
}

export function Progress({ label, value, max }: ProgressProps) {
  return (
    <div class="progress">
      <progress aria-label={label} value={value} max={max} />
      <span class="progress-text">{label}</span>
    </div>
  );
}
