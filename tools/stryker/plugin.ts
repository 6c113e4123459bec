/** What Stryker loads: our test runners, and what is not changed in files that are. */
import type { NodePath } from '@stryker-mutator/api/ignore';
import { PluginKind, declareClassPlugin, declareValuePlugin } from '@stryker-mutator/api/plugin';
import { HuntRunner } from './hunt-runner.ts';
import { VerdictRunner } from './runner.ts';

/** Properties of a rule that hold its examples, which are tests of it, and what it cites: no part of what it demands. */
const EXAMPLES: ReadonlySet<string> = new Set(['holds', 'breaks', 'questions']);

function shouldIgnore(path: NodePath): string | undefined {
  const { node } = path as { readonly node?: { readonly type?: string; readonly key?: { readonly name?: string } } };
  return node?.type === 'ObjectProperty' && EXAMPLES.has(node.key?.name ?? '') ? 'an example of a rule, or what it cites' : undefined;
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'verdicts', VerdictRunner),
  declareClassPlugin(PluginKind.TestRunner, 'hunt', HuntRunner),
  declareValuePlugin(PluginKind.Ignore, 'examples', { shouldIgnore }),
];
