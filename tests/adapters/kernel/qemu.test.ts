/** Debian's kernel in QEMU: eyes that see, eyes that are broken, and machines that are lost. */
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../../adapters/connect.ts';
import { Eyes } from '../../../adapters/kernel/eyes.ts';
import { kernelImage } from '../../../adapters/kernel/kernel-image.ts';
import { MachineSight } from '../../../adapters/kernel/machine-sight.ts';
import type { Stage } from '../../../adapters/stage.ts';
import { ask } from '../../../adapters/wire/body.ts';
import type { Conversation } from '../../../adapters/wire/conversation.ts';
import type { Unnumbered } from '../../../adapters/wire/lines.ts';
import { createJudge } from '../../../oracle/judge.ts';
import { sealed } from '../../../schemas/canonical.ts';
import type { MapFlags, Prot, Snapshot, Step, Trace } from '../../../schemas/generated/types.ts';
import { lowered } from '../../../schemas/lowered.ts';
import { validateTrace } from '../../../schemas/validate.ts';
import { folder } from '../../cli/shell.ts';
import { traceOf } from '../../schemas/traces.ts';
import { isAlive, machinesOf, stories, withoutMachine } from './here.ts';

const CRASH = '"kind":"agent","about":"crash"}\n' as Unnumbered;
const hang = (process: string): Unnumbered => `"kind":"agent","about":"hang","process":"${process}"}\n`;
const HANGS_AFTER = 2;
const absent = withoutMachine();
/** Of this process. */
const folders = (): string[] => readdirSync('/dev/shm').filter((name) => name.startsWith(`ptshare-vm-${process.pid}-`));
/** Software emulation on a busy machine. */
const PATIENCE = 120_000;
vi.setConfig({ testTimeout: PATIENCE, hookTimeout: PATIENCE });

async function story(id: string): Promise<Trace> {
  const [trace] = await stories([id]);
  if (trace === undefined) throw new Error(`there is no story ${id}`);
  return sealed(trace);
}

/** As all processes had the tables of the first one. */
function mixedUp(shot: Snapshot): Snapshot {
  const [first] = shot.mms;
  return { ...shot, mms: shot.mms.map((mm) => ({ ...mm, root: first?.root ?? mm.root })) };
}

/** As if one level too few were read: no leaf tables. */
const shallow = (shot: Snapshot): Snapshot => ({ ...shot, tables: shot.tables.filter(({ level }) => level > 1) });

function breakEyes(how: (shot: Snapshot) => Snapshot): { mockRestore: () => void } {
  const look = Reflect.get(Eyes.prototype, 'look');
  return vi.spyOn(Eyes.prototype, 'look').mockImplementation(async function broken(this: Eyes) {
    return how(await look.call(this));
  });
}

describe.skipIf(absent !== undefined)('qemu:', () => {
  let stage: Stage;
  let conversation: Conversation | undefined;
  const machine = (): { pid: number } => {
    const [found] = machinesOf(process.pid);
    if (found === undefined) throw new Error('no machine is running');
    return found;
  };

  beforeAll(async () => {
    const begin = Reflect.get(MachineSight.prototype, 'begin');
    vi.spyOn(MachineSight.prototype, 'begin').mockImplementation(function keep(this: MachineSight, started: Conversation) {
      conversation = started;
      return begin.call(this, started);
    });
    stage = await connect('qemu:?claim=map-shared-pt', { stepMilliseconds: 2000 });
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(async () => {
    await stage?.stop();
    expect(machinesOf(process.pid)).toEqual([]);
    expect(folders()).toEqual([]);
  });

  it('finds out that the kernel ignores the flag, and has nothing of the other generations', () => {
    expect(stage.description.shows).toContain('tables');
    const noFileSystem = 'mount cannot be made: the kernel has no file system msharefs: mount says ENODEV';
    expect(stage.description.evidence).toEqual({
      'map-shared-pt': 'two processes that map a file with MAP_SHARED_PT reach different leaf tables for the same page of it',
      'fork-domain': 'a child shares no leaf table of its parent for what was mapped with MAP_SHARED_PT before the fork',
      'msharefs-ioctl': noFileSystem,
      msharefs: noFileSystem,
      'mshare-call': noFileSystem,
      'mshare-protect': 'mshare_create cannot be made: mshare_create has no number here: name it by nr_mshare_create',
    });
  });

  it('sees the tables of a kernel that is said to share, and does not', async () => {
    const transcript = await stage.perform(await story('two-sharers-one-leaf-table'));
    expect(transcript.status).toBe('complete');
    const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: true });
    expect(judge.judge(transcript).violations.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['eligible-shares', 'one-table-per-slot']),
    );
  });

  it.each(['exec-detaches', 'fork-shares'])('hides the memory of the agent, also in new programs and children: %s', async (rule) => {
    const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: false });
    const few = (await stories())
      .filter((trace) => trace.rules?.includes(rule) && trace.geometry === undefined && lowered(trace).overlap === undefined)
      .slice(0, 3);
    expect(few.length).toBeGreaterThan(0);
    for (const trace of few) {
      const transcript = await stage.perform(sealed(trace));
      expect([trace.id, transcript.status]).toEqual([trace.id, 'complete']);
      expect(judge.judge(transcript).violations).toEqual([]);
    }
  });

  it('shows nothing of a process that has mapped nothing: new, forked or a new program', async () => {
    const steps = [{ call: 'exec', process: 'A' }, { call: 'fork', process: 'B', child: 'C' }, { call: 'exec', process: 'C' }] as const; // prettier-ignore
    const { status, entries } = await stage.perform(sealed(validateTrace(traceOf(steps))));
    expect(status).toBe('complete');
    expect(entries.map(({ snapshot }) => snapshot?.mms.length)).toEqual([2, 3, 3]);
    for (const { snapshot } of entries) expect(snapshot?.tables.map(({ level, entries: shown }) => [level, shown])).toEqual(snapshot?.mms.map(() => [4, []])); // prettier-ignore
  });

  it('shows a huge page as the table that its entry stands for', async () => {
    const prot: Prot = ['PROT_READ', 'PROT_WRITE'];
    const flags: MapFlags = ['MAP_PRIVATE', 'MAP_FIXED', 'MAP_ANONYMOUS', 'MAP_HUGETLB'];
    const steps: Step[] = [
      { call: 'mmap', process: 'A', addr: '0x40000000000', length: '0x200000', prot, flags },
      { call: 'store', process: 'A', addr: '0x400001ff000', value: 1 },
    ];
    const { entries } = await stage.perform(sealed(validateTrace(traceOf(steps))));
    expect(entries.map(({ outcome }) => outcome.result)).toEqual(['done', 'done']);
    const leaves = entries.at(-1)?.snapshot?.tables.filter(({ level }) => level === 1) ?? [];
    expect(leaves.map(({ entries: shown }) => shown.length)).toEqual([3 * 512]);
    const frames = leaves[0]?.entries.filter((_, i) => i % 3 === 1) ?? [];
    expect((frames[0] ?? 1) % 512).toBe(0);
    expect(frames.every((frame, i) => frame === (frames[0] ?? 0) + i)).toBe(true);
  });

  it('gives up a process that hangs, in good time, and goes on with the same machine', async () => {
    const { pid } = machine();
    const talk = conversation;
    if (talk === undefined) throw new Error('nothing was said yet');
    let looks = 0;
    const look = Reflect.get(Eyes.prototype, 'look');
    vi.spyOn(Eyes.prototype, 'look').mockImplementation(async function hangs(this: Eyes) {
      if (++looks === HANGS_AFTER) await ask(talk, hang('creator'), { what: 'hang' }, ({ hangs: said }) => expect(said).toBe(true));
      return look.call(this);
    });
    const start = performance.now();
    const broken = await stage.perform(await story('two-sharers-one-leaf-table'));
    expect(performance.now() - start).toBeGreaterThan(1600);
    expect(broken.reason).toMatch(/process creator does not come back from the call/u);
    expect(broken).toMatchObject({ status: 'broken' });
    expect(broken.entries.length).toBeGreaterThanOrEqual(HANGS_AFTER);
    vi.restoreAllMocks();
    expect((await stage.perform(await story('two-sharers-one-leaf-table'))).status).toBe('complete');
    expect(machine().pid).toBe(pid);
  });

  it('tells of a panic what the console says, and goes on', async () => {
    const talk = conversation;
    if (talk === undefined) throw new Error('nothing was said yet');
    await new Promise<void>((resolve) => {
      talk.say(CRASH, { what: 'crash', take: () => true, finish: () => undefined, fail: () => resolve() });
    });
    const broken = await stage.perform(await story('two-sharers-one-leaf-table'));
    expect(broken.status).toBe('broken');
    expect(broken.reason).toMatch(/the guest's kernel crashed: Kernel panic - not syncing: sysrq triggered crash/u);
    expect(broken.reason).toMatch(/console of the guest:\n/u);
    expect((await stage.perform(await story('two-sharers-one-leaf-table'))).status).toBe('complete');
  });

  it('goes on after QEMU was killed', async () => {
    const { pid } = machine();
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await pause(5);
    const broken = await stage.perform(await story('two-sharers-one-leaf-table'));
    expect(broken).toMatchObject({ status: 'broken', reason: expect.stringContaining('QEMU ended by SIGKILL') });
    expect((await stage.perform(await story('two-sharers-one-leaf-table'))).status).toBe('complete');
  });

  it('gives up a machine that hangs, and goes on', async () => {
    process.kill(machine().pid, 'SIGSTOP');
    const broken = await stage.perform(await story('two-sharers-one-leaf-table'));
    expect(broken).toMatchObject({ status: 'broken', reason: expect.stringMatching(/2000/u) });
    expect((await stage.perform(await story('two-sharers-one-leaf-table'))).status).toBe('complete');
  });

  it('judges nothing with eyes that have gone wrong, in a machine that was started again', async () => {
    const broken = breakEyes(mixedUp);
    process.kill(machine().pid, 'SIGKILL');
    await stage.perform(await story('two-sharers-one-leaf-table'));
    const { status, reason } = await stage.perform(await story('two-sharers-one-leaf-table'));
    expect([status, reason]).toEqual([
      'broken',
      expect.stringMatching(/did not start again: calibration failed: a page of each of two processes reads as frames/u),
    ]);
    broken.mockRestore();
    // It boots anew, and its kernel lies elsewhere.
    expect(await stage.perform(await story('two-sharers-one-leaf-table'))).toMatchObject({ status: 'complete' });
  });
});

describe.skipIf(absent !== undefined)('a kernel of which nothing but an image is known', () => {
  it('is spoken to over a serial line, with five levels, and tables of its own for user space', async () => {
    const image = join(folder(), 'bzImage');
    copyFileSync(kernelImage('', '/').path, image);
    const stage = await connect(`qemu:${image}?cpu=max&append=pti%3Don`);
    try {
      expect(stage.description.name).toBe('linux bzImage');
      const transcript = await stage.perform(await story('machine-with-five-levels'));
      expect(transcript).toMatchObject({ status: 'complete' });
      const shown = transcript.entries.flatMap(({ snapshot }) => snapshot?.tables ?? []);
      expect(new Set(shown.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4, 5]));
      const judge = createJudge({ generation: 'map-shared-pt', profile: 'default', claims: false });
      expect(judge.judge(transcript).violations).toEqual([]);
    } finally {
      await stage.stop();
    }
    expect(folders()).toEqual([]);
  });

  it('is not judged without the module that is to be loaded into it', async () => {
    const broken = join(folder(), 'share.ko');
    writeFileSync(broken, Buffer.concat([Buffer.from([0x7f]), Buffer.from('ELF'), Buffer.alloc(4096)]));
    await expect(connect(`qemu:?smp=1&module=${broken}%20inject%3D2`)).rejects.toMatchObject({
      code: 'no-machine',
      message: expect.stringMatching(/the agent cannot load share\.ko: Exec format error/u),
    });
    expect(folders()).toEqual([]);
  });

  it('is not begun where QEMU does not know such a machine, and QEMU says so', async () => {
    await expect(connect('qemu:?cpu=none-such')).rejects.toMatchObject({
      code: 'no-machine',
      message: expect.stringMatching(/QEMU ended with code 1: .*none-such/u),
    });
    expect(folders()).toEqual([]);
  });

  it('is not judged by eyes that do not see', async () => {
    const broken = breakEyes(shallow);
    await expect(connect('qemu:?smp=1')).rejects.toMatchObject({
      code: 'no-machine',
      message: expect.stringMatching(/calibration failed: a page of each of two processes reads as frames none and none/u),
    });
    broken.mockRestore();
    expect(machinesOf(process.pid)).toEqual([]);
    expect(folders()).toEqual([]);
  });
});
