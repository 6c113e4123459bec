/** Code on a page: excerpts of files, and TypeScript that has to type-check. */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { Block } from './blocks.ts';
import { CUT } from './cut.ts';

/** The lines without the indentation that all of them have. */
function dedented(lines: readonly string[]): string[] {
  const depth = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/u)));
  return lines.map((line) => line.slice(depth));
}

/** The lines of the file that the excerpt shows, or undefined where it has no such lines any more. */
function found(shown: readonly string[], file: readonly string[]): boolean {
  const wanted = dedented(shown).join('\n');
  return file.some((_, at) => dedented(file.slice(at, at + shown.length)).join('\n') === wanted);
}

/** Runs of lines of an excerpt that are not in the file. */
export function strayRuns(block: Block, path: string): string[] {
  const file = readFileSync(path, 'utf8').split('\n');
  const runs: string[][] = [[]];
  for (const line of block.lines) {
    if (line.trim() === CUT || line.trim() === `// ${CUT}`) runs.push([]);
    else runs.at(-1)?.push(line);
  }
  return runs.filter((run) => run.length > 0 && !found(run, file)).map((run) => run.join('\n'));
}

/** Type-checks the blocks, each as a module that may import 'ptshare'; gives what is wrong. */
export function typeFaults(blocks: readonly Block[]): string[] {
  const sources = new Map(blocks.map((block, i) => [`docs/block-${i}.ts`, sourceOf(block)]));
  const { config } = ts.readConfigFile('tsconfig.json', (path) => readFileSync(path, 'utf8')) as { config: Record<string, unknown> };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...sources.keys()], options, {
    ...host,
    fileExists: (path) => sources.has(path) || host.fileExists(path),
    readFile: (path) => sources.get(path) ?? host.readFile(path),
    getSourceFile: (path, version) => {
      const source = sources.get(path);
      return source === undefined ? host.getSourceFile(path, version) : ts.createSourceFile(path, source, version);
    },
  });
  const files = [...sources.keys()].map((path) => program.getSourceFile(path));
  return files.flatMap((file, i) => {
    const faults = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return faults.map((fault) => `line ${blocks[i]?.line}: ${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}`);
  });
}

function sourceOf(block: Block): string {
  return block.lines.join('\n').replaceAll("from 'ptshare'", "from '../index.ts'");
}
