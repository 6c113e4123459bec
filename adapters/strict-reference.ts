/** The reference under the other reading of the flag: a demand. What cannot be shared is refused with EINVAL. */
import { Machine, MachineBody, abilities } from '../reference/index.ts';
import type { SharingRequest } from '../reference/index.ts';

class StrictMachine extends Machine {
  override refuses(request: SharingRequest): boolean {
    return request.flag && !(this.eligible(request) && this.joinsOrBegins(request));
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
      generations: ['map-shared-pt'],
      shows: ['tables', 'tlb', 'counts', 'caches', 'table-bytes', 'present'],
      ...abilities,
      notes: 'The reference, but a request that cannot be shared is refused.',
    },
    new StrictMachine(),
  );
}
