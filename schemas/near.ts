/** Hints for misspelt names. */

/** How many letters to insert, delete or change to come from `a` to `b`. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const LONGEST = 100;

/** The known name closest to a misspelt one, when it is close at all (case does not count). */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > LONGEST) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

const LISTED = 40;

/** `did you mean "mmap"? known: close, exec, …` */
export function nameHint(name: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(name, names);
  const list = names.length === 0 ? 'none is known' : `known: ${names.slice(0, LISTED).join(', ')}${names.length > LISTED ? ', …' : ''}`;
  return near === undefined ? list : `did you mean "${near}"? ${list}`;
}
