/** Input that the user gave and that cannot be taken. Never thrown for a fault of ours or of a body. */
export class InputError extends Error {
  /** Stable, in kebab case. */
  readonly code: string;
  /** The file, `stdin` or another name of where it came from. */
  readonly file: string;
  /** JSON pointer into it; empty for the whole. */
  readonly pointer: string;
  readonly hint: string;

  constructor(code: string, message: string, where: { file?: string; pointer?: string; hint: string }) {
    super(message);
    this.name = 'InputError';
    this.code = code;
    this.file = where.file ?? '';
    this.pointer = where.pointer ?? '';
    this.hint = where.hint;
  }

  /** Where and what in one sentence; of a name that is not known also those that are. */
  get sentence(): string {
    const known = this.code.startsWith('unknown-') ? ` (${this.hint})` : '';
    return `${this.pointer === '' ? '' : `${this.pointer}: `}${this.message}${known}`;
  }

  /** The same error with the file named, for callers that know it. */
  in(file: string): InputError {
    return new InputError(this.code, this.message, { file, pointer: this.pointer, hint: this.hint });
  }
}

/** Whether input can be taken: false where `take` throws an InputError. Anything else that it throws goes on. */
export function isTaken(take: () => unknown): boolean {
  try {
    take();
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}
