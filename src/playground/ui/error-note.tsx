/** What went wrong, in words; nothing where nothing did. Stands beside what caused it. */
export function ErrorNote({ message }: { readonly message: string | null }) {
  return message === null ? null : (
    <p class="error-note" role="alert">
      {message}
    </p>
  );
}

/** Returns the sentence in whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
