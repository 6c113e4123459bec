/** `linux:`, the kernel that this program runs on, from inside: system calls of real processes, and what /proc tells of them. */
import type { BodyDescription } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import { programChannel } from '../program.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { Lost } from '../wire/failure.ts';
import type { Conversation } from '../wire/conversation.ts';
import { createWireStage } from '../wire/stage.ts';
import type { Sight } from '../wire/stage.ts';
import { agentFile } from './agent-file.ts';
import { BodyQuery, SHARING_KEYS, sharingOptions } from './body-query.ts';
import type { SharingOptions } from './body-query.ts';
import { withClaims } from './claims.ts';
import { effectsByPresence, withholdMissing } from './effects.ts';
import type { Effects } from './effects.ts';
import { levelsOf } from './trial-steps.ts';

export interface LinuxOptions extends SharingOptions {
  /** Where hugetlbfs is mounted; traces with huge pages are skipped where left out. */
  readonly hugetlbfs?: string;
}

const HINT = 'write linux:[?hugetlbfs=/mnt/huge&flag=0x200000&claim=map-shared-pt&nr_mshare=451]';

/** @throws InputError bad-body-name */
export function parseLinuxName(rest: string): LinuxOptions {
  if (rest !== '' && !rest.startsWith('?')) {
    throw new InputError('bad-body-name', `linux:${rest}: linux: is the kernel that runs here; another one is qemu:${rest}`, {
      hint: HINT,
    });
  }
  const query = new BodyQuery(rest.slice(1), ['hugetlbfs', ...SHARING_KEYS], HINT);
  const hugetlbfs = query.text('hugetlbfs', /^\/[\w./-]{0,150}$/u, '/mnt/huge');
  return { ...(hugetlbfs === undefined ? {} : { hugetlbfs }), ...sharingOptions(query) };
}

function argumentsOf({ hugetlbfs, flag, numbers = {} }: LinuxOptions): string[] {
  const words: [string, string][] = Object.entries(numbers);
  if (hugetlbfs !== undefined) words.push(['hugetlbfs', hugetlbfs]);
  if (flag !== undefined) words.push(['flag', flag]);
  return words.flatMap(([option, value]) => [`--${option}`, value]);
}

/** Finds out once what the kernel does with the flag, and with the calls of the other generations. */
class InsideSight implements Sight {
  private effects: Effects | undefined;
  private readonly claim: string | undefined;

  constructor(claim: string | undefined) {
    this.claim = claim;
  }

  describe(body: BodyDescription): BodyDescription {
    return withClaims(body, this.effects, this.claim);
  }

  async begin(conversation: Conversation): Promise<void> {
    this.effects ??= await effectsByPresence({ conversation }, await levelsOf({ conversation }));
    await withholdMissing({ conversation }, this.effects, this.claim);
  }
}

/** Throws InputError: no-agent, bad-body-name, no-linux. */
export async function createLinuxStage(rest: string, name: string, options: StageOptions = {}): Promise<Stage> {
  const wanted = parseLinuxName(rest);
  const open = programChannel({ program: agentFile(), args: argumentsOf(wanted) }, options.folder ?? process.cwd());
  try {
    return await createWireStage(name, open, options, new InsideSight(wanted.claim));
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    const hint = 'it needs Linux on x86-64, /proc, and room in /dev/shm; docs/kernels.md has a table of what may be wrong';
    throw new InputError('no-linux', `the agent does not run here: ${error.message}`, { hint });
  }
}
