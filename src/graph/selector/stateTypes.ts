import type { Manifest } from '../../manifest/types.js';

/** Artifacts of an earlier run (`--state`), as far as they are there. */
export interface PreviousState {
  readonly manifest?: Manifest;
  /** Status by unique_id, from run_results.json. */
  readonly results?: ReadonlyMap<string, string>;
  /** max_loaded_at by unique_id of the source, from sources.json: then, and now (in the target folder). */
  readonly sources?: ReadonlyMap<string, string>;
  readonly currentSources?: ReadonlyMap<string, string>;
}
