/** A process of a trace binds a name of a descriptor once, so what is opened again gets another one. */
import type { Step } from '../schemas/generated/types.ts';

export class Handles {
  /** What each process calls its descriptors, where that is not their own name. */
  private readonly names = new Map<string, Map<string, string>>();
  private readonly bound = new Map<string, Set<string>>();
  private made = 1;

  /** The step as the trace has to tell it. */
  renamed<S extends Step>(step: S): S {
    if (!('process' in step) || step.process === undefined) return step;
    const { process } = step;
    if (step.call === 'fork') this.inherit(process, step.child);
    const named = { ...step };
    for (const key of ['fd', 'object'] as const) {
      const name = (named as Partial<Record<typeof key, string>>)[key];
      if (name !== undefined) (named as Partial<Record<typeof key, string>>)[key] = this.names.get(process)?.get(name) ?? name;
    }
    if ((step.call === 'open' || step.call === 'mshare_create') && 'as' in named) named.as = this.bind(process, step.as);
    return named;
  }

  private bind(process: string, name: string): string {
    const bound = this.bound.get(process) ?? new Set();
    this.bound.set(process, bound);
    const used = bound.has(name) ? `${name}-${++this.made}` : name;
    bound.add(used);
    const names = this.names.get(process) ?? new Map<string, string>();
    this.names.set(process, names.set(name, used));
    return used;
  }

  private inherit(parent: string, child: string): void {
    this.names.set(child, new Map(this.names.get(parent)));
    this.bound.set(child, new Set(this.bound.get(parent)));
  }
}
