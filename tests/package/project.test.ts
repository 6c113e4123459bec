/** A project of a user that has the package installed, as `npm pack` makes it: its imports, its tests and its commands. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = mkdtempSync(join(tmpdir(), 'ptshare-project-'));
const installed = join(project, 'node_modules', 'ptshare');
const PATIENCE = 120_000;

/** Groups of tests for bodies of several kinds. */
const TESTS = `
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conform, judge, perform, createReference } from 'ptshare';
import { traces } from 'ptshare/fast-check';
import { conformance } from 'ptshare/vitest';

const idle = { description: { name: 'idle', generations: [], shows: [] }, reset() {}, step: (call) => ({ result: 'unsupported', what: call.call }) };
const deviations = { format: 1, deviations: [{ rule: 'no-stale-translation', story: 'no-such-story', reason: 'none' }] };
const flown = () => ({ ...idle, description: { ...idle.description, name: 'thrown' }, step() { throw new Error('out of order'); } });

conformance('reference', { name: 'right', themes: ['errors', 'in-flight'], generated: 20, seed: 3 });
conformance('mutant:errno-lost', { name: 'wrong', themes: ['errors'] });
conformance(idle, { name: 'idle', themes: ['errors', 'in-flight'] });
conformance(flown, { name: 'thrown', themes: ['in-flight', 'out-of-memory', 'errors'] });
conformance(createReference, { name: 'listed', themes: ['out-of-memory'], deviations });
conformance('nobody', { name: 'absent', themes: ['errors'] });

test('traces', () => fc.assert(fc.asyncProperty(traces(), async (trace) => {
  const report = await judge([await perform(trace, createReference())]);
  expect(report.violations).toEqual((await conform([trace], createReference)).violations);
  expect(report.steps).toBeGreaterThan(0);
}), { numRuns: 5 }));
`;

interface Outcome {
  readonly status: string;
  readonly text: string;
}

/** Outcomes of the tests by their full names. */
let outcomes: ReadonlyMap<string, Outcome>;

function pack(): void {
  execFileSync('npm', ['run', '-s', 'build']);
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project]);
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['xzf', tarball], { cwd: project });
  mkdirSync(join(project, 'node_modules'));
  renameSync(join(project, 'package'), installed);
  // As npm does where it installs.
  chmodSync(join(installed, 'dist/cli/main.js'), 0o755);
  for (const name of ['ajv', 'commander', 'fast-check', 'vitest'])
    symlinkSync(resolve('node_modules', name), join(project, 'node_modules', name));
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
}

function tested(): ReadonlyMap<string, Outcome> {
  writeFileSync(join(project, 'mine.test.js'), TESTS);
  const vitest = resolve('node_modules/vitest/vitest.mjs');
  spawnSync(process.execPath, [vitest, 'run', '--reporter=json', '--outputFile=out.json'], { cwd: project, encoding: 'utf8' });
  interface Result {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }
  const { testResults } = JSON.parse(readFileSync(join(project, 'out.json'), 'utf8')) as {
    testResults: readonly { assertionResults: readonly Result[] }[];
  };
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  return new Map(results.map(({ fullName, status, failureMessages }) => [fullName, { status, text: failureMessages.join('\n') }]));
}

beforeAll(() => {
  pack();
  outcomes = tested();
}, PATIENCE);

afterAll(() => rmSync(project, { recursive: true, force: true }));

function statuses(group: string): Record<string, string> {
  const own = [...outcomes].filter(([name]) => name.startsWith(`${group} `));
  return Object.fromEntries(own.map(([name, { status }]) => [name.slice(group.length + 1), status]));
}

describe('conformance() in a project', () => {
  const ALL = 'all themes together';

  it('passes for a right body, theme by theme', () => {
    expect(statuses('right')).toEqual({ errors: 'passed', 'in-flight': 'passed', generated: 'passed', [ALL]: 'passed' });
  });

  it('fails for a wrong one, with the report of the theme', () => {
    expect(statuses('wrong')).toMatchObject({ errors: 'failed' });
    const { text } = outcomes.get('wrong errors')!;
    for (const part of ['DOES NOT CONFORM', 'errno-permitted', 'permitted', 'ptshare replay']) expect(text).toContain(part);
  });

  it('skips where nothing can be seen, and fails where nothing is seen at all', () => {
    expect(statuses('idle')).toEqual({ errors: 'skipped', 'in-flight': 'skipped', [ALL]: 'failed' });
    expect(outcomes.get(`idle ${ALL}`)!.text).toContain('NOTHING WAS JUDGED');
  });

  it('fails where the body breaks', () => {
    expect(statuses('thrown')).toMatchObject({ errors: 'failed', 'in-flight': 'skipped' });
    expect(outcomes.get('thrown errors')!.text).toContain('out of order');
  });

  it('fails in the end for a list of deviations that is out of date', () => {
    expect(statuses('listed')).toEqual({ 'out-of-memory': 'passed', [ALL]: 'failed' });
    expect(outcomes.get(`listed ${ALL}`)!.text).toContain('no-such-story');
  });

  it('passes nothing for a body that there is not', () => {
    expect(Object.values(statuses('absent'))).not.toContain('passed');
  });

  it('has traces for fast-check, and judges transcripts', () => {
    expect(outcomes.get('traces')).toEqual({ status: 'passed', text: '' });
  });
});

describe('the package', () => {
  const run = (...argv: string[]): { status: number | null; stdout: string } =>
    spawnSync(join(installed, 'dist/cli/main.js'), argv, { cwd: project, encoding: 'utf8' });

  it('has what its commands need', { timeout: PATIENCE }, () => {
    expect(run('run', 'errors', '--quiet', '--jobs', '2').status).toBe(0);
    expect(run('run', '--suite', 'generated', '--quiet').status).toBe(0);
    expect(run('refine', '--processes', '1', '--cpus', '1', '--quiet').status).toBe(0);
    expect(run('decide', 'map-shared-pt', 'fork-domain').stdout).toContain('| `fork-domain` |');
    const deviations = join(installed, 'posted/map-shared-pt/deviations.json');
    expect(run('run', '--on', 'as-posted:map-shared-pt', '--deviations', deviations, '--quiet').status).toBe(0);
    expect(run('adapter', 'init', '--lang', 'python', 'my').status).toBe(0);
    expect(run('shrink', 'eligible-one-slot', '--on', 'mutant:link-not-counted').stdout).toContain('share-count-exact');
  });

  it('has nothing of the workshop, and needs neither vitest nor fast-check for its main entry', () => {
    expect(readdirSync(installed).toSorted()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'agent',
        'dist',
        'docs',
        'examples',
        'exchange',
        'package.json',
        'posted',
        'schemas',
        'suites',
      ].toSorted(),
    );
    expect(readdirSync(join(installed, 'dist')).filter((name) => /bench|tests|tools|config|tsbuildinfo/u.test(name))).toEqual([]);
    rmSync(join(project, 'node_modules', 'vitest'));
    rmSync(join(project, 'node_modules', 'fast-check'));
    const main = ['--input-type=module', '-e', "import { judge } from 'ptshare'; console.log(typeof judge)"];
    expect(execFileSync(process.execPath, main, { cwd: project, encoding: 'utf8' })).toBe('function\n');
  });
});
