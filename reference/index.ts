/** The reference: a model of the machine and the kernel that obeys every rule. */
import { MachineBody } from './body.ts';
import { labels } from './calls/index.ts';
import { DECODE, RETURN } from './flight.ts';
import { Machine } from './machine.ts';

export { MachineBody } from './body.ts';
export { DECODE, RETURN } from './flight.ts';
export { Flights, MANUAL, takesTime } from './flights.ts';
export type { FlightCall, Manual } from './flight.ts';
export { fillEntry, isBeyondEnd } from './access.ts';
export type { AccessPlan } from './access.ts';
export type { Locks } from './locks.ts';
export type { MmapPlan } from './calls/mmap.ts';
export type { RemapPlan } from './calls/mremap.ts';
export type { MsharePlan } from './calls/mshare.ts';
export type { ContentsPlan } from './contents-plan.ts';
export type { CallKind, Plan, Stage } from './stage.ts';
export { isPlan } from './stage.ts';
export type { Process } from './process.ts';
export { ForkDomains } from './fork-domain.ts';
export type { Domain } from './fork-domain.ts';
export { Gather } from './gather.ts';
export type { Flush } from './gather.ts';
export { Machine } from './machine.ts';
export type { SharingRequest } from './sharers.ts';
export type { AllocationKind } from './memory.ts';
export type { Mm } from './mm.ts';
export { cutLink, shareTable } from './shared-pmd.ts';
export type { Region, SharingKey } from './region.ts';
export type { WindowRequest } from './windows.ts';
export { File } from './file.ts';
export { protectEntries, protectRange } from './protect.ts';
export { TARGET_SHIFT, UPPER_BITS } from './table.ts';
export type { Table } from './table.ts';
export { takeMappings } from './take.ts';
export { unmapRange, zapEntries, zapRange } from './unmap.ts';
export { READ, Vma, WRITE } from './vma.ts';
export { ensureTable } from './walk.ts';

/** What every machine here can do beside one call after the other. */
export const abilities = { overlaps: true, points: [DECODE, ...labels, RETURN], faults: ['allocation' as const] };

/** A fresh reference body. Give it a trace by `reset`. */
export function createReference(): MachineBody {
  return new MachineBody(
    {
      name: 'reference',
      generations: ['map-shared-pt', 'hugetlb-pmd', 'fork-domain', 'msharefs-ioctl', 'mshare-protect', 'msharefs', 'mshare-call'],
      shows: ['tables', 'tlb', 'counts', 'caches', 'table-bytes', 'present'],
      ...abilities,
      notes: 'Page tables, host mms, faults, TLBs and teardown as data.',
    },
    new Machine(),
  );
}
