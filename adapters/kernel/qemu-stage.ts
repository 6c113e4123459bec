/** `qemu:`, a kernel in a virtual machine, with its page tables seen from outside. */
import { basename } from 'node:path';
import { InputError } from '../../schemas/input-error.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { Lost } from '../wire/failure.ts';
import { createWireStage } from '../wire/stage.ts';
import type { SharingOptions } from './body-query.ts';
import { readAgent } from './agent-file.ts';
import { findQemu } from './find-qemu.ts';
import { initramfs } from './initramfs.ts';
import { driversOf, kernelImage } from './kernel-image.ts';
import type { MachineOptions } from './machine.ts';
import { MachineSight } from './machine-sight.ts';
import { ownModule } from './own-module.ts';
import { qemuChannel } from './qemu-channel.ts';
import { parseQemuName } from './qemu-options.ts';

/** Software emulation is slow, and a busy machine slower. */
const START_MILLISECONDS = 60_000;
const STEP_MILLISECONDS = 5000;
const TRACE_MILLISECONDS = 60_000;

/** What the agent reads of the kernel's command line. */
function agentWords({ flag, numbers = {} }: SharingOptions): string[] {
  const words = [...(flag === undefined ? [] : [['flag', flag] as const]), ...Object.entries(numbers)];
  return words.map(([option, value]) => `ptshare.${option}=${value}`);
}

/**
 * Boots the kernel, tries the eyes on it, and puts it on a stage.
 * @throws InputError: no-qemu, no-kernel, no-agent, no-such-file, bad-kernel, unreadable, bad-module, bad-body-name, no-machine
 */
export async function createQemuStage(rest: string, name: string, options: StageOptions = {}): Promise<Stage> {
  const wanted = parseQemuName(rest);
  const folder = options.folder ?? process.cwd();
  const image = kernelImage(wanted.image, folder);
  const drivers = driversOf(image);
  const own = wanted.module === undefined ? [] : [ownModule(wanted.module, folder)];
  const machine: MachineOptions = {
    qemu: findQemu(process.env['PATH'] ?? ''),
    kernel: image.path,
    initramfs: initramfs(readAgent(), [...(drivers ?? []), ...own]),
    channel: drivers === undefined ? 'serial' : 'virtio',
    cpus: wanted.cpus,
    thread: wanted.thread,
    megabytes: wanted.megabytes,
    append: [`hugepages=${wanted.hugePages}`, ...agentWords(wanted), ...wanted.append],
    ...(wanted.cpu === undefined ? {} : { cpu: wanted.cpu }),
  };
  const sight = new MachineSight({
    machine,
    hugePages: wanted.hugePages > 0,
    kernel: image.release ?? basename(image.path),
    ...(wanted.claim === undefined ? {} : { claim: wanted.claim }),
  });
  const open = qemuChannel(() => sight.start());
  const patient = {
    startMilliseconds: START_MILLISECONDS,
    stepMilliseconds: STEP_MILLISECONDS,
    traceMilliseconds: TRACE_MILLISECONDS,
    ...options,
  };
  try {
    const stage = await createWireStage(name, open, patient, sight);
    return {
      name,
      description: stage.description,
      ...(stage.atOnce === undefined ? {} : { atOnce: stage.atOnce }),
      perform: (trace) => stage.perform(trace),
      async stop() {
        await stage.stop();
        sight.close();
      },
    };
  } catch (error) {
    sight.close();
    if (!(error instanceof Lost)) throw error;
    throw new InputError('no-machine', `the virtual machine cannot be used: ${error.message}`, {
      file: image.path,
      hint: 'docs/kernels.md has a table of what may be wrong',
    });
  }
}
