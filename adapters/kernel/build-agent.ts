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

/** What was built, or why nothing was. */
function build(): { readonly built: boolean; readonly said: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { built: false, said: 'it is for Linux on x86-64' };
  const compiler = COMPILERS.find((name) => has(name));
  if (compiler === undefined) return { built: false, said: `none of ${COMPILERS.join(', ')} is here (apt-get install musl-tools)` };
  const target = agentPath();
  mkdirSync(dirname(target), { recursive: true });
  const sources = readdirSync(AGENT_SOURCES).filter((name) => name.endsWith('.c'));
  const { status } = spawnSync(compiler, [...OPTIONS, '-o', target, ...sources.map((name) => join(AGENT_SOURCES, name))], {
    stdio: 'inherit',
  });
  if (status !== 0) return { built: false, said: `${compiler} ended with ${status ?? 'a signal'}` };
  return { built: true, said: `${target} with ${compiler}, ${statSync(target).size} bytes` };
}

const { built, said } = build();
console.log(built ? `built ${said}` : `the agent was NOT built: ${said}`);
process.exitCode = built ? 0 : 1;
