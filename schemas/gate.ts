/** The gate from unknown to typed: each noun's schema, compiled when it is first asked for. The only place that knows ajv. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { schemas } from './generated/schemas.ts';
import type {
  BodyDescription,
  Deviations,
  EntriesAnswer,
  ErrorAnswer,
  ExplorationReport,
  HelloAnswer,
  HelloRequest,
  LookRequest,
  Outcome,
  OutcomeAnswer,
  Report,
  ResetRequest,
  Snapshot,
  SnapshotAnswer,
  Step,
  StepRequest,
  StopRequest,
  Trace,
  TraceRequest,
  Transcript,
  Verdict,
} from './generated/types.ts';
import { refusal } from './refusal.ts';

/** The messages of the wire protocol, by their definitions in wire.schema.json. */
interface WireNouns {
  hello: HelloRequest;
  reset: ResetRequest;
  step: StepRequest;
  look: LookRequest;
  trace: TraceRequest;
  stop: StopRequest;
  helloAnswer: HelloAnswer;
  outcomeAnswer: OutcomeAnswer;
  snapshotAnswer: SnapshotAnswer;
  entriesAnswer: EntriesAnswer;
  errorAnswer: ErrorAnswer;
}

/** Every noun that has a schema, or a definition in the schema of the wire. */
export type Nouns = FileNouns & { [N in keyof WireNouns as `wire/${N}`]: WireNouns[N] };

interface FileNouns {
  trace: Trace;
  step: Step;
  transcript: Transcript;
  verdict: Verdict;
  report: Report;
  exploration: ExplorationReport;
  body: BodyDescription;
  outcome: Outcome;
  snapshot: Snapshot;
  deviations: Deviations;
}

let ajv: Ajv2020 | undefined;

/** The schemas are checked against their own schema by the tests, not at every start; ajv's optimizer costs more than it gains. */
function compiler(): Ajv2020 {
  if (ajv === undefined) {
    ajv = new Ajv2020({
      discriminator: true,
      strict: true,
      verbose: true,
      validateSchema: false,
      addUsedSchema: false,
      code: { optimize: false },
    });
    ajv.addSchema(Object.values(schemas));
  }
  return ajv;
}

/** `trace` is trace.schema.json, `wire/trace` a definition in wire.schema.json. */
function placeOf(noun: keyof Nouns): string {
  return noun.startsWith('wire/') ? `wire.schema.json#/$defs/${noun.slice('wire/'.length)}` : `${noun}.schema.json`;
}

const compiled = new Map<keyof Nouns, ValidateFunction>();

function compile(noun: keyof Nouns): ValidateFunction {
  const found = compiler().getSchema(placeOf(noun));
  if (found === undefined) throw new Error(`no schema of ${noun}`);
  compiled.set(noun, found);
  return found;
}

/**
 * The value as a noun, by its schema alone: the same object, now typed. `file` is its name in errors.
 * Throws InputError with the first fault found.
 */
export function checkNoun<N extends keyof Nouns>(noun: N, value: unknown, file = ''): Nouns[N] {
  const check = compiled.get(noun) ?? compile(noun);
  if (!check(value)) throw refusal(noun.replace(/\/.*/u, ''), check.errors?.[0], file);
  return value as Nouns[N];
}
