/** Writes the right hash into the text of a trace, and leaves all other characters as they are. */
import { hashOf } from '../schemas/canonical.ts';
import type { Trace } from '../schemas/generated/types.ts';
import { parseJson } from '../schemas/parse.ts';
import { validateTrace } from '../schemas/validate.ts';

/**
 * The text with its hash right; the same text where it was right already.
 * @throws InputError when the text holds no valid trace (a wrong hash aside)
 */
export function sealText(text: string, file: string): string {
  const value = parseJson(text, file);
  const trace = validateTrace(withoutHash(value), file);
  const right = hashOf(trace);
  const old = hashIn(value);
  if (old === right) return text;
  const changed = old === undefined ? insert(text, trace, right) : text.replace(JSON.stringify(old), JSON.stringify(right));
  const again: Trace = validateTrace(parseJson(changed, file), file);
  if (again.hash !== right) throw new Error(`${file}: the hash was not written to its place`);
  return changed;
}

function withoutHash(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'hash'));
}

function hashIn(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'hash' in value && typeof value.hash === 'string' ? value.hash : undefined;
}

/** On a line of its own after the id, indented alike. */
function insert(text: string, { id }: Trace, hash: string): string {
  return text.replace(
    /(\n?)([ \t]*)("id"\s*:\s*"([a-z0-9-]+)"\s*,)/u,
    (whole, newline: string, indent: string, property: string, found: string) =>
      found === id ? `${newline}${indent}${property}${newline === '' ? ' ' : `\n${indent}`}"hash": "${hash}",` : whole,
  );
}
