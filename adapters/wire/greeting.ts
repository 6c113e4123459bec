/** How a conversation begins: a body is started, and says what it is. */
import { withLastWords } from '../../schemas/broken-reason.ts';
import type { BodyDescription, HelloAnswer } from '../../schemas/generated/types.ts';
import type { OpenChannel, Overheard } from './channel.ts';
import { converse } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { helloAnswer } from './answers.ts';
import { ask } from './body.ts';
import { Lost, messageOf } from './failure.ts';
import { NEWEST_PROTOCOL, OLDEST_PROTOCOL, hello } from './lines.ts';

export interface Deadlines {
  readonly start: number;
  readonly step: number;
  readonly trace: number;
}

export interface Greeting {
  readonly conversation: Conversation;
  readonly answer: HelloAnswer;
}

function checkVersion({ protocol }: HelloAnswer): void {
  if (protocol >= OLDEST_PROTOCOL && protocol <= NEWEST_PROTOCOL) return;
  throw new Lost(`it chose version ${protocol} of the protocol, out of ${OLDEST_PROTOCOL} to ${NEWEST_PROTOCOL}`);
}

/** What can be said over the wire: one call after the other, and no call in which something is to fail. */
function sayable({ overlaps: _overlaps, points: _points, faults: _faults, ...body }: BodyDescription): BodyDescription {
  return body;
}

/** Starts a body. Throws Lost, with its last words; it has ended then. */
export async function greet(open: OpenChannel, deadlines: Deadlines, overhear?: (overheard: Overheard) => void): Promise<Greeting> {
  const conversation = converse(open, overhear);
  try {
    const about = { what: 'hello', milliseconds: deadlines.start };
    const answer = await ask(conversation, hello(deadlines.step, deadlines.trace), about, helloAnswer);
    checkVersion(answer);
    return { conversation, answer: { ...answer, body: sayable(answer.body) } };
  } catch (error) {
    conversation.abandon(messageOf(error));
    await conversation.channel.end();
    throw new Lost(withLastWords(messageOf(error), conversation.channel.lastWords()));
  }
}
