/** What the pages show is what the program does. `UPDATE_DOCS=1 npx vitest run tests/docs` writes the output anew. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseTrace, validateTrace } from '../../schemas/validate.ts';
import { ptshare } from '../cli/shell.ts';
import { blocksOf, markOf, rewritten } from './blocks.ts';
import type { Block } from './blocks.ts';
import { performed } from './console.ts';
import type { Files } from './console.ts';
import { strayRuns, typeFaults } from './sources.ts';

const PATIENCE = 120_000;
const update = process.env['UPDATE_DOCS'] === '1';
const scratch = mkdtempSync(join(tmpdir(), 'ptshare-docs-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function pagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

const WRITTEN = [
  ...pagesIn('.'),
  ...pagesIn('docs'),
  ...pagesIn('docs/decisions'),
  'suites/README.md',
  'examples/module-body/README.md',
  'examples/empty-body/README.md',
];
const pages = WRITTEN.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const allPages = [...pages, ...pagesIn('docs/generated').map((path) => ({ path, text: readFileSync(path, 'utf8') }))];

/** The blocks of a page in this language; without the excerpts of files, and only those so marked where a mark is given. */
function blocksIn(text: string, language: string, mark?: string): Block[] {
  return blocksOf(text).filter(
    (block) => block.language === language && markOf(block, 'from') === undefined && (mark === undefined || block.marks.includes(mark)),
  );
}

/** Writes the files that a page shows (`file=<name>`) into a folder of its own. */
function filesOf(path: string, text: string): Files {
  const folder = mkdtempSync(join(scratch, 'page-'));
  const shown = blocksOf(text).flatMap((block) => {
    const name = markOf(block, 'file');
    return name === undefined ? [] : [[name, block] as const];
  });
  return new Map(
    shown.map(([name, block]) => {
      expect(name, path).toMatch(/^[\w.-]+$/u);
      writeFileSync(join(folder, name), `${block.lines.join('\n')}\n`);
      return [name, join(folder, name)];
    }),
  );
}

const withConsole = pages.filter(({ text }) => blocksIn(text, 'console').length > 0);
const withFiles = pages.filter(({ text }) => blocksOf(text).some((block) => markOf(block, 'file') !== undefined));
const withExcerpts = pages.filter(({ text }) => blocksOf(text).some((block) => markOf(block, 'from') !== undefined));
const withTypes = pages.filter(({ text }) => blocksIn(text, 'ts').length > 0);

/** Whether something above looks at the block, or there is nothing to look at. */
function isChecked(block: Block): boolean {
  if (markOf(block, 'from') !== undefined || markOf(block, 'file') !== undefined) return true;
  if (block.language === 'json') return block.marks.includes('trace') || block.marks.includes('part');
  // tests/docs/protocol.test.ts checks the blocks in wire, tests/docs/guide.test.ts those in diff.
  return ['console', 'ts', 'sh', 'text', 'wire', 'diff'].includes(block.language);
}

describe('commands on a page', () => {
  it.each(withConsole)(
    '$path shows their output: else UPDATE_DOCS=1 npx vitest run tests/docs',
    async ({ path, text }) => {
      const files = filesOf(path, text);
      const fresh = await rewritten(text, async (block) => (block.language === 'console' ? performed(block.lines, files) : block.lines));
      if (update) writeFileSync(path, fresh);
      else expect(fresh).toBe(text);
    },
    PATIENCE,
  );

  it('begin the README', () => {
    const [first] = blocksOf(pages.find(({ path }) => path === 'README.md')?.text ?? '');
    expect(first?.lines[0]).toBe('$ npm ci && npm run conformance');
  });
});

describe('code on a page', () => {
  it.each(withFiles)('$path shows files that can be taken as they are', async ({ path, text }) => {
    for (const [name, file] of filesOf(path, text)) {
      if (name.endsWith('.json'))
        expect(await ptshare(['check', '--strict', '--quiet', file]), name).toEqual({ code: 0, out: '', err: '' });
      else if (name.endsWith('.log')) expect((await ptshare(['import', 'strace', file])).code, name).toBe(0);
      else expect((await ptshare(['run', '--on', `module:${file}`, 'errors', '--quiet'])).code, name).toBeLessThan(2);
    }
  });

  it.each(pages.filter(({ text }) => blocksIn(text, 'json', 'trace').length > 0))('$path shows traces that are valid', ({ text }) => {
    for (const block of blocksIn(text, 'json', 'trace')) expect(parseTrace(block.lines.join('\n'), `line ${block.line}`).format).toBe(1);
  });

  it.each(pages.filter(({ text }) => blocksIn(text, 'json', 'part').length > 0))(
    '$path shows parts that fit into its trace',
    ({ text }) => {
      const [whole] = blocksIn(text, 'json', 'trace').map((block) => parseTrace(block.lines.join('\n')));
      for (const block of blocksIn(text, 'json', 'part')) {
        const part: unknown = JSON.parse(block.lines.join('\n'));
        const more = Array.isArray(part) ? { steps: [...(whole?.steps ?? []), ...(part as unknown[])] } : part;
        expect(() => validateTrace({ ...whole, ...(more as object) }), `line ${block.line}`).not.toThrow();
      }
    },
  );

  it('has a language that says how it is checked, or sh or text', () => {
    const others = pages.flatMap(({ path, text }) =>
      blocksOf(text)
        .filter((block) => !isChecked(block))
        .map(({ line }) => `${path}:${line}`),
    );
    expect(others).toEqual([]);
  });

  it.each(withExcerpts)('$path shows lines that are still in the files', ({ text }) => {
    for (const block of blocksOf(text)) {
      const from = markOf(block, 'from');
      if (from !== undefined) expect(strayRuns(block, from), `line ${block.line}`).toEqual([]);
    }
  });

  it.each(withTypes)(
    '$path shows TypeScript that type-checks',
    ({ text }) => {
      expect(typeFaults(blocksIn(text, 'ts'))).toEqual([]);
    },
    PATIENCE,
  );
});

/** The anchors of the headings of a page, as GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  const headings = Array.from(text.matchAll(/^#{1,6} (.+)$/gmu), (match) => match[1] ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Links of a page that lead nowhere. */
function deadLinks(path: string, text: string): string[] {
  const prose = text.replaceAll(/^```.*?^```$/gmsu, '').replaceAll(/`[^`]*`/gu, '');
  const links = Array.from(prose.matchAll(/\]\(([^)\s]+)\)/gu), (match) => match[1] ?? '').filter((link) => !/^[a-z]+:/u.test(link));
  return links.filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : join(dirname(path), file);
    if (!existsSync(target)) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsOf(readFileSync(target, 'utf8')).has(anchor);
  });
}

describe('links', () => {
  it.each(allPages)('of $path lead to files and headings that exist', ({ path, text }) => {
    expect(deadLinks(path, text)).toEqual([]);
  });
});
