/**
 * `npm run bench -- explore [--json] [section ...]`: our explorer and other model checkers on the same models, side by side in one run.
 * Each tool has to find the exact numbers; a wrong one makes the exit code 1, and a low ratio does not.
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

const SECTIONS: Readonly<Record<string, (folder: string, tools: Tools) => Section>> = {
  'stale-prot': staleProtSection,
  regions: regionsSection,
  sharing: sharingSection,
  growth: growthSection,
  quint: quintSection,
};

function machine(): Record<string, unknown> {
  const [first] = cpus();
  return { node: process.version, cpu: first?.model, cpus: cpus().length, memoryGib: Math.round(totalmem() / 2 ** 30), load: loadavg()[0] };
}

export function explore(): Promise<void> {
  const words = process.argv.slice(3);
  const json = words.includes('--json');
  const chosen = words.filter((word) => word !== '--json');
  const unknown = chosen.find((name) => SECTIONS[name] === undefined);
  if (unknown !== undefined) {
    console.error(`no section ${unknown}; there are ${Object.keys(SECTIONS).join(', ')}, and all are run where none is named`);
    process.exitCode = 2;
    return Promise.resolve();
  }
  const folder = mkdtempSync(join(tmpdir(), 'ptshare-explore-'));
  const tools = findTools();
  const { spin = null, gcc = null, rumur = null, quint } = tools;
  const versions = { spin, gcc, rumur, quint: quint?.version ?? null };
  const about = { machine: machine(), tools: versions };
  if (!json)
    console.log(
      Object.entries({ ...about.machine, ...versions })
        .map(([name, value]) => `${name}: ${value ?? 'absent'}`)
        .join('\n'),
    );
  const sections: Section[] = [];
  try {
    for (const [name, section] of Object.entries(SECTIONS)) {
      if (chosen.length > 0 && !chosen.includes(name)) continue;
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
