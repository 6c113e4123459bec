/** The command that shows one trace once more, ready to be pasted into a shell. */

export interface AgainOptions {
  readonly profile: string;
  readonly generation?: string;
}

export function againCommand(trace: string, body: string, { profile, generation }: AgainOptions): string {
  const more = [
    ...(profile === 'default' ? [] : ['--profile', profile]),
    ...(generation === undefined ? [] : ['--generation', generation]),
  ];
  return ['ptshare', 'replay', trace, '--on', body, ...more].map(quoted).join(' ');
}

/** As a POSIX shell takes it. */
function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/u.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
