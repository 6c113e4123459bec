/** CONNECT: from the name of a body to the stage it stands on. Nothing is loaded before it is asked for. */
import { existsSync } from 'node:fs';
import type { Body } from '../schemas/contract.ts';
import { InputError } from '../schemas/input-error.ts';
import { nameHint } from '../schemas/near.ts';
import type { Stage, StageOptions } from './stage.ts';
import { createInProcessStage } from './stage.ts';

/** The names that `connect` understands, for help texts. */
export const BODY_NAMES = [
  'reference',
  'strict-reference',
  'private-tables',
  'mutant:<name>',
  'as-posted:<generation>',
  'module:<path>',
  'exec:<command>',
  'exec-shell:<command line>',
  'linux:',
  'qemu:[kernel image]',
] as const;

type Connector = (rest: string, name: string, options: StageOptions) => Promise<Stage>;

async function reference(): Promise<Body> {
  const { createReference } = await import('../reference/index.ts');
  return createReference();
}

async function strictReference(): Promise<Body> {
  const { createStrictReference } = await import('./strict-reference.ts');
  return createStrictReference();
}

async function privateTables(): Promise<Body> {
  const { createPrivateTables } = await import('./private-tables.ts');
  return createPrivateTables();
}

async function mutant(vice: string): Promise<Body> {
  const { allMutants } = await import('../mutants/index.ts');
  const found = allMutants.find((candidate) => candidate.name === vice);
  if (found !== undefined) return found.create();
  const hint = nameHint(
    vice,
    allMutants.map((candidate) => candidate.name),
  );
  throw new InputError('unknown-mutant', `there is no mutant ${vice}`, { hint });
}

async function asPosted(generation: string): Promise<Body> {
  const { posted, postedBody } = await import('../posted/index.ts');
  const hazards = Object.hasOwn(posted, generation) ? posted[generation] : undefined;
  if (hazards !== undefined) return postedBody(generation, hazards);
  const hint = nameHint(generation, Object.keys(posted));
  throw new InputError('unknown-posted', `no body does what was posted for ${generation}`, { hint });
}

/** Bodies of ours, in this thread. */
function inProcess(create: (rest: string) => Promise<Body>): Connector {
  return async (rest, name, options) => createInProcessStage(name, await create(rest), options);
}

const connectModule: Connector = async (path, name, options) => {
  const { createModuleStage } = await import('./module-stage.ts');
  return createModuleStage(path, name, options);
};

const connectExec: Connector = async (_command, name, options) => {
  const { createExecStage } = await import('./exec-stage.ts');
  return createExecStage(name, options);
};

const connectLinux: Connector = async (rest, name, options) => {
  const { createLinuxStage } = await import('./kernel/linux-stage.ts');
  return createLinuxStage(rest, name, options);
};

const connectQemu: Connector = async (rest, name, options) => {
  const { createQemuStage } = await import('./kernel/qemu-stage.ts');
  return createQemuStage(rest, name, options);
};

/** Nothing need stand behind these. */
const COMPLETE: ReadonlySet<string> = new Set(['linux:', 'qemu:']);

/** Bodies of ours, by the name whole, or by what stands before the colon. */
const OWN: Readonly<Record<string, (rest: string) => Promise<Body>>> = {
  reference,
  'strict-reference': strictReference,
  'private-tables': privateTables,
  'mutant:': mutant,
  'as-posted:': asPosted,
};

const CONNECTORS: Readonly<Record<string, Connector>> = {
  ...Object.fromEntries(Object.entries(OWN).map(([scheme, create]) => [scheme, inProcess(create)])),
  'module:': connectModule,
  'exec:': connectExec,
  'exec-shell:': connectExec,
  'linux:': connectLinux,
  'qemu:': connectQemu,
};

/**
 * A body of ours itself, without a stage: for those who load and save its state.
 * @throws InputError unknown-body, unknown-mutant, unknown-posted, not-ours
 */
export async function ownBody(name: string): Promise<Body> {
  const [scheme, rest] = splitName(name);
  const create = Object.hasOwn(OWN, scheme) ? OWN[scheme] : undefined;
  if (create !== undefined) return create(rest);
  if (!Object.hasOwn(CONNECTORS, scheme)) throw unknownBody(scheme, name);
  const hint = `Bodies of ptshare itself can: ${Object.keys(OWN).join(', ')}.`;
  throw new InputError('not-ours', `the state of ${name} cannot be saved and loaded`, { hint });
}

/** `module:./body.mjs` is the scheme `module:` and the rest. */
function splitName(name: string): [scheme: string, rest: string] {
  const colon = name.indexOf(':') + 1;
  return [colon === 0 ? name : name.slice(0, colon), name.slice(colon)];
}

function unknownBody(scheme: string, name: string): InputError {
  const hint = pathNamed(name) ?? nameHint(scheme, Object.keys(CONNECTORS));
  return new InputError('unknown-body', `there is no body ${name}`, { hint: `${hint}; write ${BODY_NAMES.join(', ')}` });
}

/** What to write for a program or a module that was named by its path alone. */
function pathNamed(name: string): string | undefined {
  if (name === '' || name.includes(':') || !(name.includes('/') || existsSync(name))) return undefined;
  const path = name.includes('/') ? name : `./${name}`;
  return /\.[cm]?[jt]s$/u.test(path) ? `a module is named module:${path}` : `a program is named exec:${path}`;
}

/**
 * The stage of a body, by one of the names in BODY_NAMES. Stop it when done.
 * Throws InputError: unknown-body, unknown-mutant, unknown-posted, and what the stage of a module or a program throws.
 */
export async function connect(name: string, options: StageOptions = {}): Promise<Stage> {
  const [scheme, rest] = splitName(name);
  const connector = Object.hasOwn(CONNECTORS, scheme) ? CONNECTORS[scheme] : undefined;
  if (connector === undefined || (scheme.endsWith(':') && rest === '' && !COMPLETE.has(scheme))) throw unknownBody(scheme, name);
  return connector(rest, name, options);
}
