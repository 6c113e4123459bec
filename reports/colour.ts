/** Terminal colours, by what they mean. */
const CODES = { good: '32', bad: '31', unsure: '33', strong: '1', faint: '2' } as const;
export type Tone = keyof typeof CODES;
export type Paint = (tone: Tone, text: string) => string;

export function painter(colour: boolean): Paint {
  return colour ? (tone, text) => `\u001b[${CODES[tone]}m${text}\u001b[0m` : (_tone, text) => text;
}

/** Colour is for people at a terminal who did not ask to be spared (https://no-color.org). */
export function wantsColour(isTty: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTty && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
