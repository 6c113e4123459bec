import { connect } from '../../adapters/connect.ts';
import type { Transcript } from '../../schemas/generated/types.ts';
import { loadSuite } from '../../suites/load.ts';

/** A shipped story, performed on a body by its name. */
export async function storyOn(story: string, body = 'reference'): Promise<Transcript> {
  const stage = await connect(body);
  try {
    for await (const { trace } of (await loadSuite([story])).traces()) return await stage.perform(trace);
  } finally {
    await stage.stop();
  }
  throw new Error(`there is no story ${story}`);
}
