/** A body of the caller's own, in the caller's thread: by its name, as an object, or as a function that makes it. */
import { perform } from '../replay/perform.ts';
import type { Body } from '../schemas/contract.ts';
import { InputError } from '../schemas/input-error.ts';
import { validateBody } from '../schemas/validate.ts';
import { connect } from './connect.ts';
import { isBody } from './module-body.ts';
import type { Stage, StageOptions } from './stage.ts';

/** A name that `connect` understands, a body, or a function that makes a new one each time. */
export type GivenBody = string | Body | (() => Body | Promise<Body>);

/**
 * The stage of a body. One that neither answers nor yields hangs the caller: it is in the same thread.
 * @throws InputError: not-a-body, what the description lacks, and those of `connect`; whatever the function throws
 */
export async function connectGiven(given: GivenBody, options: StageOptions = {}): Promise<Stage> {
  if (typeof given === 'string') return connect(given, options);
  let body = await made(given);
  const description = validateBody(body.description, 'description of the body');
  let spent = false;
  return {
    name: description.name,
    description,
    async perform(trace) {
      // What comes after a break begins with a new body, where one can be made.
      if (spent) body = await made(given);
      const transcript = await perform(trace, body, { ...deadlines(options), look: options.look ?? 'always' });
      spent = transcript.status === 'broken' && typeof given === 'function';
      return { ...transcript, body: description };
    },
    stop: async () => {
      await body.stop?.();
    },
  };
}

function deadlines({ stepMilliseconds, traceMilliseconds }: StageOptions): Pick<StageOptions, 'stepMilliseconds' | 'traceMilliseconds'> {
  return {
    ...(stepMilliseconds === undefined ? {} : { stepMilliseconds }),
    ...(traceMilliseconds === undefined ? {} : { traceMilliseconds }),
  };
}

async function made(given: Body | (() => Body | Promise<Body>)): Promise<Body> {
  const body: unknown = typeof given === 'function' ? await given() : given;
  if (isBody(body)) return body;
  const hint = 'Give the name of a body, an object with description, reset and step, or a function that returns one.';
  throw new InputError('not-a-body', 'what was given is no body', { hint });
}
