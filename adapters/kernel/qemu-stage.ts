/** `qemu:`, a kernel in a virtual machine, with its page tables seen from outside. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Body, Call, Setup } from '../../schemas/contract.ts';
import type { BodyDescription } from '../../schemas/generated/types.ts';
import { InputError } from '../../schemas/input-error.ts';
import type { Conversation } from '../wire/conversation.ts';
import type { Stage, StageOptions } from '../stage.ts';
import { Lost, messageOf } from '../wire/failure.ts';
import { createWireStage } from '../wire/stage.ts';
import type { Sight } from '../wire/stage.ts';
import { readAgent } from './agent-file.ts';
import { calibrate } from './calibrate.ts';
import { Eyes } from './eyes.ts';
import type { KernelMap } from './kernel-map.ts';
import { initramfs } from './initramfs.ts';
import { checkImage, driversOf, kernelImage } from './kernel-image.ts';
import { startMachine } from './machine.ts';
import type { Machine, MachineOptions } from './machine.ts';
import { qemuChannel } from './qemu-channel.ts';
import { parseQemuName } from './qemu-options.ts';
import { saveMachine } from './saved-machine.ts';
import type { SavedMachine } from './saved-machine.ts';

const QEMU = 'qemu-system-x86_64';
/** Software emulation is slow, and a busy machine slower. */
const START_MILLISECONDS = 60_000;
const STEP_MILLISECONDS = 5000;
const TRACE_MILLISECONDS = 60_000;

function findQemu(): string {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, QEMU))
    .find((file) => isExecutable(file));
  if (found === undefined) throw new InputError('no-qemu', `there is no ${QEMU}`, { hint: 'install it: apt-get install qemu-system-x86' });
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file);
  } catch {
    return false;
  }
}

/** Opens the eyes on each machine that is started, and does not go on where they see wrongly. */
class MachineSight implements Sight {
  private machine: Machine | undefined;
  private saved: SavedMachine | undefined;
  private map: KernelMap | undefined;
  private eyes: Eyes | undefined;
  private readonly options: MachineOptions;
  private readonly hugePages: boolean;
  private readonly kernel: string;

  constructor(options: MachineOptions, hugePages: boolean, kernel: string) {
    this.options = options;
    this.hugePages = hugePages;
    this.kernel = kernel;
  }

  /** Boots the first time; later goes on from where the first machine stood when it was ready. */
  async start(): Promise<Machine> {
    this.machine = await startMachine(this.options, this.saved);
    return this.machine;
  }

  close(): void {
    this.eyes?.close();
    this.saved?.drop();
  }

  describe(body: BodyDescription): BodyDescription {
    return { ...body, name: `linux ${this.kernel}`, shows: ['tables', 'present'], generations: this.hugePages ? ['hugetlb-pmd'] : [] };
  }

  async begin(conversation: Conversation): Promise<void> {
    this.eyes?.close();
    this.eyes = undefined;
    try {
      await this.look(conversation);
    } catch (error) {
      // A state that does not lead to a working machine is not tried again.
      this.saved?.drop();
      this.saved = undefined;
      conversation.abandon(messageOf(error));
      await conversation.channel.end();
      throw error instanceof Lost ? error : new Lost(messageOf(error));
    }
  }

  private async look(conversation: Conversation): Promise<void> {
    const { machine } = this;
    if (machine === undefined) throw new Error('there is no machine');
    this.eyes = await Eyes.open(conversation, machine.memory, this.map);
    this.map = this.eyes.map;
    const failed = (await calibrate(conversation, this.eyes, this.hugePages)).find(({ passed }) => !passed);
    if (failed !== undefined) throw new Error(`calibration failed: ${failed.name} reads as ${failed.seen}, not as ${failed.expected}`);
    this.saved ??= await saveMachine(machine.monitor, machine.memory).catch(() => undefined);
  }

  watch(told: Body): Body {
    const { eyes } = this;
    if (eyes === undefined) return told;
    return {
      description: told.description,
      async reset(setup: Setup) {
        await told.reset(setup);
        await eyes.begin(setup);
      },
      async step(call: Call) {
        const outcome = await told.step(call);
        eyes.after(call);
        return outcome;
      },
      snapshot: () => eyes.look(),
    };
  }
}

/**
 * Boots the kernel, tries the eyes on it, and puts it on a stage.
 * @throws InputError: no-qemu, no-kernel, no-agent, no-such-file, bad-kernel, bad-body-name, no-machine
 */
export async function createQemuStage(rest: string, name: string, options: StageOptions = {}): Promise<Stage> {
  const wanted = parseQemuName(rest);
  const image = kernelImage(wanted.image, options.folder ?? process.cwd());
  checkImage(image);
  const drivers = driversOf(image);
  const machine: MachineOptions = {
    qemu: findQemu(),
    kernel: image.path,
    initramfs: initramfs(readAgent(), drivers ?? []),
    channel: drivers === undefined ? 'serial' : 'virtio',
    cpus: wanted.cpus,
    megabytes: wanted.megabytes,
    append: [`hugepages=${wanted.hugePages}`, ...(wanted.flag === undefined ? [] : [`ptshare.flag=${wanted.flag}`]), ...wanted.append],
    ...(wanted.cpu === undefined ? {} : { cpu: wanted.cpu }),
  };
  const sight = new MachineSight(machine, wanted.hugePages > 0, image.release ?? image.path);
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
      hint: 'the console above says how far the kernel came',
    });
  }
}
