/** `npm run build:agent`: compiles the agent, a static program that needs nothing but the C library, for `linux:` and `qemu:`. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AGENT_SOURCES, agentPath } from './agent-file.ts';

const OPTIONS = ['-static', '-Os', '-s', '-std=gnu11', '-Wall', '-Wextra', '-Werror'];
/** musl makes a program of 80 kB, glibc one of 800. */
const COMPILERS = ['musl-gcc', 'gcc', 'cc'];

function has(compiler: string): boolean {
  return spawnSync(compiler, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What was built, or why nothing was: 1 where the compiler is to blame, or the sources; 2 where it cannot be built here. */
function build(): { readonly code: 0 | 1 | 2; readonly said: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { code: 2, said: 'it is for Linux on x86-64' };
  const compiler = COMPILERS.find((name) => has(name));
  if (compiler === undefined) return { code: 2, said: `none of ${COMPILERS.join(', ')} is here (apt-get install musl-tools)` };
  const target = agentPath();
  mkdirSync(dirname(target), { recursive: true });
  const sources = readdirSync(AGENT_SOURCES).filter((name) => name.endsWith('.c'));
  const { status } = spawnSync(compiler, [...OPTIONS, '-o', target, ...sources.map((name) => join(AGENT_SOURCES, name))], {
    stdio: 'inherit',
  });
  if (status !== 0) return { code: 1, said: `${compiler} ended with ${status ?? 'a signal'}` };
  return { code: 0, said: `${target} with ${compiler}, ${statSync(target).size} bytes` };
}

const { code, said } = build();
console.log(code === 0 ? `built ${said}` : `the agent was NOT built: ${said}`);
process.exitCode = code;
