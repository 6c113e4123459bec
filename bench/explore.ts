/**
 * `npm run bench -- explore [--json]`: our explorer and other model checkers on the same models, side by side in one run. Each tool has to
 * find the exact numbers; a wrong one makes the exit code 1, and a low ratio does not.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { growthSection } from './explore/growth.ts';
import { quintSection } from './explore/quint-simulation.ts';
import { regionsSection } from './explore/regions.ts';
import type { Section } from './explore/section.ts';
import { sharingSection } from './explore/sharing.ts';
import { showSection } from './explore/show.ts';
import { staleProtSection } from './explore/stale-prot.ts';
import { findTools } from './explore/tools.ts';
import type { Tools } from './explore/tools.ts';

const SECTIONS: readonly ((folder: string, tools: Tools) => Section)[] = [
  staleProtSection,
  regionsSection,
  sharingSection,
  growthSection,
  quintSection,
];

function machine(): Record<string, unknown> {
  const [first] = cpus();
  return { node: process.version, cpu: first?.model, cpus: cpus().length, memoryGib: Math.round(totalmem() / 2 ** 30), load: loadavg()[0] };
}

export function explore(): Promise<void> {
  const json = process.argv.includes('--json');
  const folder = mkdtempSync(join(tmpdir(), 'ptshare-explore-'));
  const tools = findTools();
  const versions = { ...tools, quint: tools.quint?.version };
  const about = { machine: machine(), tools: versions };
  if (!json)
    console.log(
      Object.entries({ ...about.machine, ...versions })
        .map(([name, value]) => `${name}: ${value ?? 'absent'}`)
        .join('\n'),
    );
  const sections: Section[] = [];
  try {
    for (const section of SECTIONS) {
      const done = section(folder, tools);
      sections.push(done);
      if (!json) console.log(showSection(done));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (json) console.log(JSON.stringify({ ...about, sections }, null, 2));
  if (sections.some(({ rows }) => rows.some(({ wrong }) => wrong !== undefined))) process.exitCode = 1;
  return Promise.resolve();
}
