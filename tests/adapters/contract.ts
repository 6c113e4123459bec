/** What every stage must do, whatever body stands on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '../../adapters/stage.ts';
import type { Step, Trace } from '../../schemas/generated/types.ts';
import { validateBody, validateTrace, validateTranscript } from '../../schemas/validate.ts';
import { traceOf } from '../schemas/traces.ts';

const map: Step = {
  call: 'mmap',
  process: 'A',
  length: '0x2000',
  prot: ['PROT_READ', 'PROT_WRITE'],
  flags: ['MAP_SHARED'],
  fd: 'fd',
  as: 'mapped',
};
const load: Step = { call: 'load', process: 'A', addr: 'mapped+0x1fff' };

/** Only calls that every body can be asked to support. */
function story(value: number): Trace {
  return validateTrace(
    traceOf(
      [
        { call: 'open', process: 'A', file: 'data', flags: ['O_RDWR'], as: 'fd' },
        map,
        load,
        { call: 'store', process: 'A', addr: 'mapped+0x1fff', value },
        load,
        { call: 'load', process: 'B', addr: 'mapped' },
        { call: 'munmap', process: 'A', addr: 'mapped', length: '0x2000' },
        load,
        { call: 'exit', process: 'A' },
      ],
      {
        geometry: { pageSize: 4096, entriesPerTable: 8, levels: 4, cpus: 1 },
        files: { data: { size: '0x2000', content: 'page-numbers' } },
      },
    ),
  );
}

const NOT_MAPPED = { result: 'fault', signal: 'SIGSEGV', code: 'SEGV_MAPERR' };

/** Runs the contract on the stage that `connect` makes. */
export function stageContract(name: string, connect: () => Promise<Stage>): void {
  describe(`the stage of ${name}`, () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await connect();
    });
    afterAll(() => stage.stop());

    it('has a name and a valid description', () => {
      expect(stage.name).toBe(name);
      expect(validateBody(stage.description)).toBe(stage.description);
    });

    it('performs an ordinary story rightly', async () => {
      const trace = story(9);
      const transcript = await stage.perform(trace);
      expect(validateTranscript(transcript)).toMatchObject({ status: 'complete', body: stage.description });
      expect(transcript.trace).toBe(trace);
      const { outcome: mapped } = transcript.entries[1]!;
      expect(mapped).toEqual({ result: 'done', addr: expect.stringMatching(/^0x[1-9a-f][0-9a-f]*000$/u) });
      expect(transcript.entries.slice(2).map((entry) => entry.outcome)).toEqual([
        { result: 'done', value: 2 },
        { result: 'done' },
        { result: 'done', value: 9 },
        NOT_MAPPED,
        { result: 'done' },
        NOT_MAPPED,
        { result: 'done' },
      ]);
    });

    it('begins every trace in a new world, and answers alike', async () => {
      const [first, second] = [await stage.perform(story(1)), await stage.perform(story(1))];
      expect(second).toEqual(first);
    });

    it('performs one after another what is asked at once', async () => {
      const all = await Promise.all([1, 2, 3].map((value) => stage.perform(story(value))));
      expect(all.map(({ entries }) => entries[4]!.outcome)).toEqual([1, 2, 3].map((value) => ({ result: 'done', value })));
    });

    it('skips what it does not support: calls that overlap, unless it says that they may', async () => {
      const overlapping = [
        { ...load, addr: '0x1000', begins: 'x' },
        { ...load, addr: '0x1000' },
        { call: 'return', of: 'x' },
      ] as Step[];
      const { status, entries } = await stage.perform(validateTrace(traceOf(overlapping)));
      const may = stage.description.overlaps === true;
      expect([status, entries.length]).toEqual(may ? ['complete', 3] : ['skipped', 0]);
    });
  });
}
