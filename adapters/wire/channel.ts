/** A pair of byte streams to a body, whatever carries them: pipes of a process, or a serial line. */

export interface Channel {
  /** Sends whole lines. What cannot be delivered is dropped; the end says why. */
  write(lines: string): void;
  /** Nothing more is sent. */
  hangUp(): void;
  /** Ends the body with all that was started for it. */
  end(): Promise<void>;
  /** Resolves when the body has ended by itself, at the latest after so many milliseconds. */
  ended(milliseconds: number): Promise<void>;
  /** The last of what it said besides its answers. */
  lastWords(): string;
}

export interface ChannelEvents {
  readonly onBytes: (bytes: Buffer) => void;
  /** Nothing comes any more, and why: `it exited with code 7`. Called once. */
  readonly onEnd: (cause: string) => void;
}

/** Begins a channel; it reports before long, never at once. */
export type OpenChannel = (events: ChannelEvents) => Channel;

/** What passes over a channel, for those who keep it. */
export interface Overheard {
  readonly direction: 'to-body' | 'from-body' | 'body';
  /** A line without its newline; of direction `body`, what became of it. */
  readonly text: string;
}
