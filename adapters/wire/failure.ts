/** How a body that is spoken to by messages can fail. */

/** It has to be ended: it died, hung, or said something that leaves open what its next line will belong to. */
export class Lost extends Error {}

/** One answer is wrong, and the body can go on with the next trace. */
export class Misstep extends Error {}

/** The body says that it cannot be set up for a trace. */
export class NotSetUp extends Error {}

/** The messages of another trace that were under way when the body was lost; it is asked again. */
export class Bystander extends Error {}

const QUOTED = 160;

function escaped(byte: number): string {
  if (byte === 0x5c) return String.raw`\\`;
  return byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : String.raw`\x${byte.toString(16).padStart(2, '0')}`;
}

/** What a body printed, in backquotes: printable ASCII as it is, other bytes as `\xNN`, the rest counted. */
export function quoted(bytes: Uint8Array): string {
  const text = Array.from(bytes.subarray(0, QUOTED), escaped).join('');
  return bytes.length <= QUOTED ? `\`${text}\`` : `\`${text}…\` (${bytes.length} bytes)`;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
