/** Opens the eyes on each machine that is started, and does not go on where they see wrongly. */
import type { Body, Call, Setup } from '../../schemas/contract.ts';
import type { BodyDescription } from '../../schemas/generated/types.ts';
import type { Conversation } from '../wire/conversation.ts';
import { Lost, messageOf } from '../wire/failure.ts';
import type { Sight } from '../wire/stage.ts';
import { calibrate } from './calibrate.ts';
import { withClaims } from './claims.ts';
import { effectsInTables, withholdMissing } from './effects.ts';
import type { Effects } from './effects.ts';
import { Eyes } from './eyes.ts';
import type { KernelMap } from './kernel-map.ts';
import { startMachine } from './machine.ts';
import type { Machine, MachineOptions } from './machine.ts';
import { saveMachine } from './saved-machine.ts';
import type { SavedMachine } from './saved-machine.ts';
import { levelsOf } from './trial-steps.ts';

/** What the agent could not do when it began; printed by the kernel. */
const COMPLAINT = /ptshare-agent: (cannot .*)/u;

export interface SightOptions {
  readonly machine: MachineOptions;
  /** Whether the guest has huge pages to be tried with. */
  readonly hugePages: boolean;
  /** The kernel, for people. */
  readonly kernel: string;
  readonly claim?: string;
}

export class MachineSight implements Sight {
  private machine: Machine | undefined;
  private saved: SavedMachine | undefined;
  private map: KernelMap | undefined;
  private effects: Effects | undefined;
  private eyes: Eyes | undefined;
  private readonly options: SightOptions;

  constructor(options: SightOptions) {
    this.options = options;
  }

  /** Boots the first time; later goes on from where the first machine stood when it was ready. */
  async start(): Promise<Machine> {
    // A kernel that boots again may lie elsewhere.
    if (this.saved === undefined) this.map = undefined;
    this.machine = await startMachine(this.options.machine, this.saved);
    return this.machine;
  }

  close(): void {
    this.eyes?.close();
    this.saved?.drop();
  }

  describe(body: BodyDescription): BodyDescription {
    // Sharing of huge pages was seen in the calibration.
    const generations = this.options.hugePages ? ['hugetlb-pmd'] : [];
    const seen: BodyDescription = { ...body, name: `linux ${this.options.kernel}`, shows: ['tables', 'present'], generations };
    return withClaims(seen, this.effects, this.options.claim);
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
    const complaint = COMPLAINT.exec(machine.console())?.[1];
    if (complaint !== undefined) throw new Error(`the agent ${complaint.trim()}`);
    const eyes = await Eyes.open(conversation, machine.memory, this.map);
    this.eyes = eyes;
    this.map = eyes.map;
    const levels = await levelsOf({ conversation });
    const failed = (await calibrate(conversation, eyes, levels, this.options.hugePages)).find(({ passed }) => !passed);
    if (failed !== undefined) throw new Error(`calibration failed: ${failed.name} reads as ${failed.seen}, not as ${failed.expected}`);
    this.effects ??= await effectsInTables({ conversation, eyes }, levels);
    await withholdMissing({ conversation }, this.effects, this.options.claim);
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
