/** The other tools: which are there, in which version. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Skipped } from './section.ts';

const INSTALL = 'apt-get install spin gcc rumur';

/** The first line that a program says about its version; undefined where there is no such program. */
function versionOf(program: string, flag: string): string | undefined {
  const { error, stdout } = spawnSync(program, [flag], { encoding: 'utf8' });
  return error ? undefined : stdout.split('\n')[0]?.trim();
}

export interface Tools {
  readonly spin: string | undefined;
  readonly gcc: string | undefined;
  readonly rumur: string | undefined;
  readonly quint: { readonly version: string; readonly program: string } | undefined;
}

function findQuint(): Tools['quint'] {
  const require = createRequire(import.meta.url);
  try {
    const path = require.resolve('@informalsystems/quint/package.json');
    const { version } = require(path) as { version: string };
    return { version, program: join(dirname(path), 'dist', 'src', 'cli.js') };
  } catch {
    return undefined;
  }
}

export function findTools(): Tools {
  return {
    spin: versionOf('spin', '-V'),
    gcc: versionOf('gcc', '--version'),
    rumur: versionOf('rumur', '--version'),
    quint: findQuint(),
  };
}

/** What is left out for want of SPIN or a compiler. */
export function withoutSpin({ spin, gcc }: Tools, what: string): readonly Skipped[] {
  if (spin !== undefined && gcc !== undefined) return [];
  return [{ what: `SPIN: ${what}`, reason: spin === undefined ? 'there is no spin' : 'there is no gcc', hint: INSTALL }];
}

export function withoutRumur({ rumur, gcc }: Tools, what: string): readonly Skipped[] {
  if (rumur !== undefined && gcc !== undefined) return [];
  return [{ what: `Murphi: ${what}`, reason: rumur === undefined ? 'there is no rumur' : 'there is no gcc', hint: INSTALL }];
}

export function withoutQuint({ quint }: Tools, what: string): readonly Skipped[] {
  return quint ? [] : [{ what: `Quint: ${what}`, reason: 'there is no @informalsystems/quint', hint: 'npm ci' }];
}
