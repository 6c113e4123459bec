/** Names of a trace as C identifiers. */

/** `PROC_` + `worker-1` gives PROC_WORKER_1; names that would be the same are told apart by a number. */
export class Identifiers {
  private readonly taken = new Set<string>();
  private readonly known = new Map<string, string>();

  /** The identifier of this name under this prefix: always the same one. */
  of(prefix: string, name: string): string {
    const key = `${prefix} ${name}`;
    const identifier = this.known.get(key) ?? this.fresh(prefix, name);
    this.known.set(key, identifier);
    return identifier;
  }

  /** An identifier that nothing else has. */
  fresh(prefix: string, name: string): string {
    const words = name.replaceAll(/[^A-Za-z0-9]+/gu, '_');
    const wanted = prefix + (prefix === prefix.toUpperCase() ? words.toUpperCase() : words.toLowerCase());
    let identifier = wanted;
    for (let i = 2; this.taken.has(identifier); i++) identifier = `${wanted}_${i}`;
    this.taken.add(identifier);
    return identifier;
  }
}

/** A text in quotes. */
export function quoted(text: string): string {
  const escaped = ascii(text).replaceAll(/["\\]/gu, String.raw`\$&`);
  // Two question marks begin a trigraph.
  return `"${escaped.replaceAll('?', String.raw`\?`)}"`;
}

/** A text in a comment. */
export function remark(text: string): string {
  return ascii(text)
    .replaceAll(/\?(?=\?)/gu, '? ')
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *');
}

/** What is not printable ASCII becomes a question mark. */
function ascii(text: string): string {
  return text.replaceAll(/[^ -~]/gu, '?');
}
