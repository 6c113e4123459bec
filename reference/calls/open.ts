import type { CallOf } from '../../schemas/contract.ts';
import type { OpenFlags, Outcome } from '../../schemas/generated/types.ts';
import { DONE, EEXIST, ENOENT, ENOMEM } from '../answers.ts';
import type { File } from '../file.ts';
import { Gather } from '../gather.ts';
import type { Machine } from '../machine.ts';
import type { Descriptor, Process } from '../process.ts';
import { flushStage, freeStage } from '../stage.ts';
import type { CallKind, Plan } from '../stage.ts';

interface OpenPlan extends Plan {
  readonly process: Process;
  readonly as: string;
  /** undefined: a region is to be made. */
  readonly file: File | undefined;
  readonly name: string;
  readonly flags: OpenFlags;
  readonly gather: Gather;
  /** What O_TRUNC empties. */
  readonly truncated: File | undefined;
}

export const open: CallKind<CallOf<'open'>, OpenPlan> = {
  decode(machine, process, call) {
    const { flags, as } = call;
    const name = call.file;
    const file = fileNamed(machine, name);
    if (file === undefined) return creation(machine, process, call);
    if (flags.includes('O_CREAT') && flags.includes('O_EXCL')) return EEXIST;
    const refusal = file.kind === 'ordinary' ? undefined : machine.refusesOpen(file, flags);
    if (refusal !== undefined) return refusal;
    const truncated = flags.includes('O_TRUNC') ? file : undefined;
    return { outcome: DONE, gather: new Gather(process.mm.id, call.cpu ?? 0), process, as, file, name, flags, truncated };
  },
  stages: [
    {
      label: 'open',
      run(machine, plan) {
        const { process, as, file, name, flags } = plan;
        const known = fileNamed(machine, name);
        const refusal = refusedSince(file, known, flags);
        if (refusal !== undefined) {
          plan.outcome = refusal;
          return 'done';
        }
        process.descriptors.set(as, descriptorOf(known ?? machine.createNamed(name, process).file, flags));
        return undefined;
      },
    },
    {
      label: 'change-entries',
      idle: ({ truncated }) => truncated === undefined,
      run(machine, { truncated, gather }) {
        if (truncated === undefined) return undefined;
        machine.resize(truncated, 0, 0);
        machine.dropBeyondEnd(truncated, gather);
        return undefined;
      },
    },
    flushStage,
    freeStage,
  ],
};

function fileNamed(machine: Machine, name: string): File | undefined {
  return machine.files.get(name) ?? machine.msharefs.names.get(name);
}

/** Somebody may have made the file since it was looked for, or taken its name away. */
function refusedSince(before: File | undefined, now: File | undefined, flags: OpenFlags): Outcome | undefined {
  if (now === undefined) return flags.includes('O_CREAT') ? undefined : ENOENT;
  return before === undefined && flags.includes('O_EXCL') ? EEXIST : undefined;
}

function creation(machine: Machine, process: Process, { file, flags, as, cpu = 0 }: CallOf<'open'>): OpenPlan | Outcome {
  if (!machine.msharefs.mounted || !machine.msharefs.known.includes(file) || !flags.includes('O_CREAT')) return ENOENT;
  const refusal = machine.refusesCreation();
  if (refusal !== undefined) return refusal;
  if (!machine.reserve(1, 0)) return ENOMEM;
  return { outcome: DONE, gather: new Gather(process.mm.id, cpu), process, as, file: undefined, name: file, flags, truncated: undefined };
}

function descriptorOf(file: File, flags: OpenFlags): Descriptor {
  const writeOnly = flags.includes('O_WRONLY');
  return {
    file,
    readable: !writeOnly,
    writable: writeOnly || flags.includes('O_RDWR'),
    closeOnExec: flags.includes('O_CLOEXEC'),
    cursor: { at: 0 },
  };
}
