import pc from 'picocolors';
import type { LogEvent } from './types.js';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const REDRAW_MS = 100;

export interface Progress {
  /** Learns from the event; true when the status line makes the event's own line unnecessary. */
  observe(event: LogEvent): boolean;
  /** Takes the status line away, so that something else can be printed. */
  clear(): void;
  stop(): void;
}

interface Terminal {
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * The live line at the bottom of a terminal: how many nodes are done, what runs now and for how long.
 * Fed by LogStartLine and NodeFinished events.
 */
export function createProgress(terminal: Terminal, color: boolean): Progress {
  const colors = pc.createColors(color);
  const running = new Map<string, { name: string; since: number }>();
  const started = Date.now();
  let done = 0;
  let total = 0;
  let frame = 0;
  let shown = false;
  let timer: NodeJS.Timeout | undefined;

  function clear(): void {
    if (!shown) return;
    terminal.write('\r\u001b[2K');
    shown = false;
  }

  function draw(): void {
    if (running.size === 0) {
      clear();
      return;
    }
    const now = Date.now();
    const names = [...running.values()].map((node) => `${node.name} ${seconds(now - node.since)}`);
    const head = `${FRAMES[frame++ % FRAMES.length]} ${done}/${total} done, ${seconds(now - started)}`;
    const width = (terminal.columns ?? 80) - 1;
    const tail = `  ${names.join(', ')}`;
    const room = Math.max(0, width - head.length);
    const cut = tail.length > room ? `${tail.slice(0, Math.max(0, room - 1))}…` : tail;
    terminal.write(`\r\u001b[2K${colors.cyan(head)}${colors.dim(cut)}`);
    shown = true;
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
    clear();
  }

  return {
    observe(event) {
      const data = event.data as
        | { total?: number; node_info?: { unique_id: string; node_name: string } }
        | undefined;
      const node = data?.node_info;
      if (!node) return false;
      if (event.name === 'LogStartLine') {
        total = data?.total ?? total;
        running.set(node.unique_id, { name: node.node_name, since: Date.now() });
        timer ??= setInterval(draw, REDRAW_MS).unref();
        return true;
      }
      if (event.name === 'NodeFinished') {
        if (running.delete(node.unique_id)) done++;
        if (running.size === 0) clear();
      }
      return false;
    },
    clear,
    stop,
  };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)}s`;
}
