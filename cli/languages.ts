/** The languages that `ptshare adapter init` writes bodies in. */

/** How a body in a language is built, if it has to be, and how it is named. Paths are from its folder. */
export interface Language {
  readonly build?: string;
  readonly body: string;
}

export const BY_NAME = {
  c: { build: 'cc -std=c11 -Wall -Wextra -Wpedantic -O2 -o body body.c', body: 'exec:./body' },
  rust: { build: 'rustc -O --edition 2021 body.rs', body: 'exec:./body' },
  python: { body: 'exec:python3 body.py' },
  typescript: { body: 'exec:node body.mjs' },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageName = keyof typeof BY_NAME;

export const LANGUAGES = Object.keys(BY_NAME) as readonly LanguageName[];
