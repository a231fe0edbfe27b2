import type { ComponentChildren } from 'preact';
import { Empty } from './Empty.js';
import type { Loaded } from './useData.js';

/** Shows what was loaded, or how far it is. */
export function Async<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (of.state === 'loading') return <output class="loading">Loading…</output>;
  if (of.state === 'failed') {
    return (
      <Empty title="This part cannot be shown">
        {of.message}. Was the whole folder copied? Generating the documentation again may help.
      </Empty>
    );
  }
  return <>{children(of.value)}</>;
}
