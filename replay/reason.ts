/** Why a body is broken, in words that a transcript may carry. */
const LONGEST = 3500;

/** What was thrown, as text; a body may throw anything. */
export function reasonOf(error: unknown): string {
  try {
    const text = error instanceof Error && error.name === 'Error' ? error.message : String(error);
    return text.slice(0, LONGEST);
  } catch {
    return 'it threw something that cannot be shown';
  }
}
