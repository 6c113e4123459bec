/** Walks through the guide for programs in docs/writing-a-body.md: its commands, its edits, and the verdict that it shows. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder, ptshare } from '../cli/shell.ts';
import { blocksOf } from './blocks.ts';
import type { Block } from './blocks.ts';
import { CUT } from './cut.ts';

const page = readFileSync('docs/writing-a-body.md', 'utf8');
const guide = page.slice(page.indexOf('## As a program'), page.indexOf('## As a module'));
const blocks = blocksOf(guide);

/** The source after an edit: the lines with a minus are there, once, and make room for those with a plus. */
function edited(source: string, { lines }: Block): string {
  const of = (mark: string): string =>
    lines
      .filter((line) => line.startsWith(mark))
      .map((line) => line.slice(1))
      .join('\n');
  const old = of('-');
  expect(source.split(old).length - 1, old).toBe(1);
  return source.replace(old, () => of('+'));
}

/** What of the shown lines does not stand in the output, in this order. */
function missing(shown: readonly string[], output: readonly string[]): string[] {
  let at = 0;
  return shown.filter((line) => {
    if (line === CUT) return false;
    const found = output.indexOf(line, at);
    if (found < 0) return true;
    at = found + 1;
    return false;
  });
}

const hasCompiler = spawnSync('cc', ['--version']).error === undefined;

describe('the guide for programs', () => {
  it.runIf(hasCompiler)('leads from nothing to the verdict that it shows', { timeout: 60_000 }, async () => {
    const at = join(folder(), 'my-body');
    const body = join(at, 'body');
    const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ lines }) => lines);
    const build = commands.find((line) => line.startsWith('cc ')) ?? '';
    const make = (): string => execFileSync('/bin/sh', ['-c', `${build} 2>&1`], { cwd: at, encoding: 'utf8' });
    for (const line of commands) {
      if (!line.startsWith('npx ptshare ')) continue;
      if (line.includes(' run ')) {
        const edits = blocks.filter(({ language }) => language === 'diff');
        expect(edits.length).toBeGreaterThan(0);
        writeFileSync(`${body}.c`, edits.reduce(edited, readFileSync(`${body}.c`, 'utf8')));
        expect(make()).toBe('');
      }
      const argv = line
        .split(' ')
        .slice(2)
        .map((word) => word.replace('exec:./body', `exec:${body}`).replace(/^my-body$/u, at));
      const { code, out } = await ptshare(argv);
      if (line.includes(' init ')) expect(make()).toBe('');
      if (!line.includes(' run ')) expect([line, code]).toEqual([line, 0]);
      else {
        expect(code).toBe(1);
        const shown = blocks.find(({ marks }) => marks.includes('verdict'))?.lines ?? [];
        expect(missing(shown, out.replaceAll(`exec:${body}`, 'exec:./body').split('\n'))).toEqual([]);
        expect(shown.length).toBeGreaterThan(5);
      }
    }
  });
});
