/** Transcripts as they come to the judge, written to a file, one in each line; `ptshare judge` reads them. */
import { appendFileSync, closeSync, openSync } from 'node:fs';
import type { Judge } from '../oracle/judge.ts';
import { InputError } from '../schemas/input-error.ts';
import { toInputError } from './write-files.ts';

export interface Recording {
  readonly judge: Judge;
  /** Why the file ends early; undefined where it does not. */
  readonly failure: () => InputError | undefined;
}

/** The judge, with every transcript that it hears appended to the file. A full disk ends the file, not the judging. */
export function recorded(judge: Judge, file: string): Recording {
  let failure: InputError | undefined;
  return {
    failure: () => failure,
    judge: {
      ...judge,
      judge: (transcript) => {
        try {
          if (failure === undefined) appendFileSync(file, `${JSON.stringify(transcript)}\n`);
        } catch (error) {
          failure = toInputError(error, file);
        }
        return judge.judge(transcript);
      },
    },
  };
}

/** Creates a file that is not there yet, and gives its descriptor. @throws InputError: file-exists, cannot-write */
export function openFile(path: string, force: boolean): number {
  try {
    return openSync(path, force ? 'w' : 'wx');
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (exists) throw new InputError('file-exists', `${path} is there already`, { file: path, hint: 'Give --force, or another file.' });
    throw toInputError(error, path);
  }
}

/** Begins a file for transcripts. @throws InputError as openFile */
export function beginRecord(path: string, force: boolean): void {
  closeSync(openFile(path, force));
}
