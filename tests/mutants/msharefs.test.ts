import { beforeAll, describe, expect, it } from 'vitest';
import { msharefsMutants } from '../../mutants/index.ts';
import { Machine, MachineBody, createReference } from '../../reference/index.ts';
import type { File, Gather, Process, Region, Vma, WindowRequest } from '../../reference/index.ts';
import type { Body } from '../../schemas/contract.ts';
import type { Outcome, Trace } from '../../schemas/generated/types.ts';
import { generations, rulesInForce } from '../../spec/index.ts';
import { generateTraces } from '../../suites/generate.ts';
import { storyTargets } from '../../suites/targets.ts';
import { broken } from '../../tools/fit-mutants.ts';
import { storiesOf, undecidedIn, unexpected, verdicts, vicesIn, violatedIn } from './verdicts.ts';

const GENERATION = 'msharefs';
const PATIENCE = 60_000;
let stories: Trace[] = [];
let programs: Trace[] = [];

beforeAll(async () => {
  stories = await storiesOf(GENERATION);
  programs = await storiesOf(`from-the-proposals/${GENERATION}`);
});

/** The other readings of what is open, all at once. */
class OtherReadings extends Machine {
  /** q-window-rights: what a window was asked for limits its process. */
  override protOver(vma: Vma, ruling: Vma): number {
    return vma.region !== undefined && ruling.prot === vma.region.host.vmas.all[0]?.prot ? ruling.prot & vma.prot : ruling.prot;
  }

  /** q-unlink-detaches: who unlinks a region loses its window. */
  override unname(file: File, caller: Process, gather: Gather): void {
    super.unname(file, caller, gather);
    const region = file.region;
    if (region === undefined) return;
    for (const vma of caller.mm.vmas.all.filter((one) => one.region === region)) this.detachWindow(caller, vma, gather);
  }

  /** q-info-again: what was read is read, and then comes the end. */
  override readsOn(): boolean {
    return true;
  }

  override bytesOf(file: File, at: number, length: number): Uint8Array {
    return file.kind === 'region' ? super.bytesOf(file, 0, 16).subarray(at, at + length) : super.bytesOf(file, at, length);
  }
}
