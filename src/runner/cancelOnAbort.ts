import type { RunTask } from './types.js';

/** Cancels what the engine is doing once the user interrupts. Call the answer when the work is done. */
export function cancelOnAbort({ signal, runtime }: RunTask): () => void {
  const cancel = (): void => void runtime.cancelAll();
  signal.addEventListener('abort', cancel);
  return () => signal.removeEventListener('abort', cancel);
}
