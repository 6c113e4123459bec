/** The fenced code blocks of a Markdown page, and the same page with some of them rewritten. */

export interface Block {
  /** The first word behind the fence: `console`, `json`, `ts`. */
  readonly language: string;
  /** The other words: `trace`, `file=my-story.json`. */
  readonly marks: readonly string[];
  readonly lines: readonly string[];
  /** The line of its opening fence, from 1. */
  readonly line: number;
}

/** A fence at the start of a line, as all blocks of these docs have it. */
const FENCE = /^```(\S*)(.*)$/u;

interface Part {
  readonly text: readonly string[];
  readonly block?: Block;
}

/** The page in parts, in order: text as it is, and blocks between their fences. */
function partsOf(page: string): Part[] {
  const parts: Part[] = [];
  const lines = page.split('\n');
  let at = 0;
  while (at < lines.length) {
    const fence = FENCE.exec(lines[at] ?? '');
    const end = fence === null ? -1 : lines.indexOf('```', at + 1);
    if (fence === null || end < 0) {
      parts.push({ text: [lines[at] ?? ''] });
      at += 1;
      continue;
    }
    const marks = (fence[2] ?? '').split(' ').filter((mark) => mark !== '');
    const block = { language: fence[1] ?? '', marks, lines: lines.slice(at + 1, end), line: at + 1 };
    parts.push({ text: [lines[at] ?? ''] }, { text: block.lines, block }, { text: ['```'] });
    at = end + 1;
  }
  return parts;
}

export function blocksOf(page: string): Block[] {
  return partsOf(page).flatMap(({ block }) => (block === undefined ? [] : [block]));
}

/** The page with every block's lines replaced by what `rewrite` makes of it. */
export async function rewritten(page: string, rewrite: (block: Block) => Promise<readonly string[]>): Promise<string> {
  const parts: (readonly string[])[] = [];
  for (const { text, block } of partsOf(page)) parts.push(block === undefined ? text : await rewrite(block));
  return parts.flat().join('\n');
}

/** The value of a mark `name=value`. */
export function markOf(block: Block, name: string): string | undefined {
  return block.marks.find((mark) => mark.startsWith(`${name}=`))?.slice(name.length + 1);
}
