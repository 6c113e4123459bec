/** A strict little XML reader for the tests: tags, attributes and text; whatever is not well-formed throws. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const TOKEN = /<\?xml[^?]*\?>|<(\/?)([a-z]+)((?:\s+[a-z]+="[^"<>]*")*)\s*(\/?)>|([^<>]+)/gu;

export function parseXml(source: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [top];
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    if (match.index !== end) throw new Error(`not well-formed at ${end}: ${source.slice(end, end + 40)}`);
    end = match.index + match[0].length;
    take(match, open);
  }
  const [root] = top.children;
  if (end !== source.length || open.length !== 1 || root === undefined) throw new Error(`not well-formed at ${end}`);
  return root;
}

function take([whole, close, name, attributes, empty, text]: RegExpMatchArray, open: Element[]): void {
  const parent = open.at(-1);
  if (parent === undefined) throw new Error('too many end tags');
  if (text !== undefined) parent.text += unescape(text);
  if (name === undefined || whole.startsWith('<?')) return;
  if (close === '/') closeTag(name, open);
  else {
    const element: Element = { name, attributes: readAttributes(attributes ?? ''), children: [], text: '' };
    parent.children.push(element);
    if (empty !== '/') open.push(element);
  }
}

function closeTag(name: string, open: Element[]): void {
  if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
}

function readAttributes(source: string): Record<string, string> {
  return Object.fromEntries([...source.matchAll(/([a-z]+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [key, unescape(value)]));
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(/&([a-z]*;?)/gu, (entity, name: string) => {
    const sign = name.endsWith(';') ? SIGNS[name.slice(0, -1)] : undefined;
    if (sign === undefined) throw new Error(`unknown entity ${entity}`);
    return sign;
  });
}
