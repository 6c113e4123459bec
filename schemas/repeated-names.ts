/** Names that stand twice in one object of a JSON text. JSON.parse takes the last one and says nothing; an author wants to know. */

/** An object or a list that is open at some place of the text. */
interface Level {
  /** The names so far; undefined in a list. */
  readonly names: Set<string> | undefined;
  /** The last name, or the number of the item. */
  at: string | number;
  /** A string that comes now is a name. */
  nameNext: boolean;
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/gsu;

/** JSON pointers to the repetitions. @param text that JSON.parse accepts */
export function repeatedNames(text: string): string[] {
  const repeated: string[] = [];
  const open: Level[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    const level = open.at(-1);
    if (token === '{') open.push({ names: new Set(), at: '', nameNext: true });
    else if (token === '[') open.push({ names: undefined, at: 0, nameNext: false });
    else if (token === '}' || token === ']') open.pop();
    else if (level !== undefined && !isNew(token, level)) repeated.push(pointerOf(open));
  }
  return repeated;
}

/** Goes on to a comma, a colon or a string; false where that is a name that the object has already. */
function isNew(token: string, level: Level): boolean {
  if (token === ':') level.nameNext = false;
  else if (token === ',') {
    level.nameNext = level.names !== undefined;
    if (typeof level.at === 'number') level.at += 1;
  } else if (level.names !== undefined && level.nameNext) {
    const name = JSON.parse(token) as string;
    const known = level.names.has(name);
    level.names.add(name);
    level.at = name;
    return !known;
  }
  return true;
}

function pointerOf(open: readonly Level[]): string {
  return open.map(({ at }) => `/${String(at).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
