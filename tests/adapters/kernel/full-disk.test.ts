/** The file system of a machine's memory is filled up in the middle of a run: what was obtained stays, and the rest says why. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import type { Report } from '../../../schemas/generated/types.ts';
import { STORY, folder } from '../../cli/shell.ts';
import { withoutMachine } from './here.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** A file system of its own, which nobody else fills or sees. */
const OWN = ['--map-root-user', '--mount', 'sh', '-c'];
const noMount = spawnSync('unshare', [...OWN, 'mount -t tmpfs none /dev/shm']).status !== 0;
if (noMount) console.log('a full disk is not tried: this user may not mount a file system (unshare)');

/** Leaves room for a small trace, when the machine has been begun and saved. */
const SCRIPT = `
mount -t tmpfs -o size=560m none /dev/shm
(
  until ls /dev/shm/ptshare-vm-*/state; do sleep 0.05; done
  free=$(df --output=avail --block-size=1M /dev/shm | tail -n 1)
  dd if=/dev/zero of=/dev/shm/fill bs=1M count=$((free - 24))
) >/dev/null 2>&1 &
TMPDIR=/dev/shm exec "$0" --import tsx cli/main.ts run "$1" --on qemu: --json
`;

vi.setConfig({ testTimeout: 180_000 });

describe.skipIf(withoutMachine() !== undefined || noMount)('a run whose disk is full', () => {
  it('ends the machine, keeps what it has, and says what is missing', async () => {
    const place = folder();
    const huge = { ...STORY, files: { data: { size: '0x8000000', content: 'page-numbers' } } };
    const few = Array.from({ length: 400 }, () => STORY.steps[3]);
    const waits = { ...STORY, steps: [...STORY.steps, ...few] };
    for (const [name, trace] of Object.entries({ 'a-waits': waits, 'b-huge': huge, 'c-after': STORY }))
      writeFileSync(join(place, `${name}.json`), JSON.stringify({ ...trace, id: name }));
    const run = spawn('unshare', [...OWN, SCRIPT, process.execPath, place], { cwd: root });
    let out = '';
    let err = '';
    run.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    run.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const [code] = await once(run, 'close');
    expect(code, err).toBe(3);
    const report = JSON.parse(out) as Report;
    expect(report).toMatchObject({ conclusion: 'broken', partial: false, steps: waits.steps.length });
    expect(report.traces).toMatchObject({ complete: 1, broken: 2 });
    expect(report.rules.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(0);
    expect(report.broken.map(({ trace, reason }) => [trace, reason])).toEqual([
      ['b-huge', expect.stringMatching(/QEMU ended by SIGBUS: the file system of its memory is full/u)],
      ['c-after', expect.stringMatching(/a machine needs 512 MiB for its memory, and free are \d+ MiB in \/dev\/shm$/u)],
    ]);
  });
});
