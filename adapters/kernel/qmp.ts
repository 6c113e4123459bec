/** QEMU's monitor: commands and answers as JSON over a socket. */
import type { Socket } from 'node:net';

interface Reply {
  readonly return?: unknown;
  readonly error?: { readonly desc?: string };
  readonly event?: string;
  readonly QMP?: unknown;
}

export interface Monitor {
  /** Rejects with what QEMU says, or when the connection ends. */
  command(name: string, more?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Greets, and is ready for commands. */
export async function openMonitor(socket: Socket): Promise<Monitor> {
  const waiting: Waiting[] = [];
  let rest = '';
  const next = (): Promise<unknown> => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  const greeting = next();
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') hear(JSON.parse(line) as Reply, waiting);
  });
  socket.on('close', () => {
    for (const { reject } of waiting.splice(0)) reject(new Error('QEMU has closed its monitor'));
  });
  socket.on('error', () => undefined);
  const monitor: Monitor = {
    command(name, more) {
      const answer = next();
      socket.write(`${JSON.stringify({ execute: name, ...(more === undefined ? {} : { arguments: more }) })}\n`);
      return answer;
    },
  };
  await greeting;
  await monitor.command('qmp_capabilities');
  return monitor;
}

function hear(reply: Reply, waiting: Waiting[]): void {
  if (reply.event !== undefined) return;
  const first = waiting.shift();
  if (reply.error !== undefined) first?.reject(new Error(reply.error.desc ?? 'QEMU refuses'));
  else first?.resolve(reply.return);
}
