/**
 * The reference under the other reading of the flag: a demand. What cannot be shared is refused with EINVAL. In generations without such a
 * flag the reference reads the open questions as the strict profile does.
 */
import { Machine, MachineBody, abilities, createReference } from '../reference/index.ts';
import type { SharingRequest } from '../reference/index.ts';

class StrictMachine extends Machine {
  override refuses(request: SharingRequest): boolean {
    if (!this.isHint()) return super.refuses(request);
    return request.flag && !(this.eligible(request) && this.joinsOrBegins(request));
  }

  /** Is the flag a hint, that others take so? Where it is none, the reference refuses what cannot be shared by itself. */
  private isHint(): boolean {
    return this.design.knownBy === 'pages' && !this.forkDomains.active;
  }

  /** The request names a region that lives, with its protection, or a file that has none. */
  private joinsOrBegins(request: SharingRequest): boolean {
    const region = this.regions.find((r) => r.file === request.file);
    return region === undefined || (this.sameKey(region, request) && region.prot === request.prot);
  }
}

/** Conforms by the profile `strict`, and by the default one, which permits both readings. */
export function createStrictReference(): MachineBody {
  return new MachineBody(
    {
      name: 'strict-reference',
      generations: createReference().description.generations,
      shows: ['tables', 'tlb', 'counts', 'caches', 'table-bytes', 'present'],
      ...abilities,
      notes: 'The reference, but a request that cannot be shared is refused.',
    },
    new StrictMachine(),
  );
}
