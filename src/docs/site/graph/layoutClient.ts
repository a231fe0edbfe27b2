import workerCode from 'xform:layoutWorker';
import type { Layout, LayoutAnswer, LayoutRequest } from './layoutTypes.js';

let worker: Worker | undefined;
let jobs = 0;
const waiting = new Map<number, { resolve: (layout: Layout) => void; reject: (error: Error) => void }>();

/** Lays a graph out in a worker. It is made from a Blob: pages from the disk may not load worker files. */
export function layOut(nodes: LayoutRequest['nodes'], edges: LayoutRequest['edges']): Promise<Layout> {
  const job = ++jobs;
  const request: LayoutRequest = { job, nodes, edges };
  return new Promise((resolve, reject) => {
    waiting.set(job, { resolve, reject });
    worker ??= startWorker();
    worker.postMessage(request);
  });
}

function startWorker(): Worker {
  const url = URL.createObjectURL(new Blob([workerCode], { type: 'text/javascript' }));
  const started = new Worker(url);
  started.onmessage = ({ data: { job, layout, failure } }: MessageEvent<LayoutAnswer>) => {
    const asked = waiting.get(job);
    waiting.delete(job);
    if (layout !== undefined) asked?.resolve(layout);
    else asked?.reject(new Error(failure ?? 'The layout failed'));
  };
  started.onerror = (event) => {
    for (const { reject } of waiting.values())
      reject(new Error(event.message || 'The layout cannot be computed'));
    waiting.clear();
  };
  return started;
}
