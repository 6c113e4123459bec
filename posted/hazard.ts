/** What posted code does otherwise than the proposals intend: one hazard, one way in which the reference is made to err. */
import type { Detour } from '../mutants/manual.ts';
import type { MachineClass } from '../mutants/mutant.ts';
import type { Evidence } from '../schemas/generated/types.ts';

export interface Hazard {
  /** Kebab case. */
  readonly id: string;
  /** One sentence: what the posted code does. */
  readonly title: string;
  readonly evidence: Evidence;
  /** The series and patch. */
  readonly source: string;
  /** Where a question leaves open what the code does: its anchor. Such a hazard violates nothing. */
  readonly permitted?: string;
  /** The machine with the hazard. */
  readonly machine?: (Base: MachineClass) => MachineClass;
  /** Calls that go another way. */
  readonly detours?: readonly Detour[];
}
