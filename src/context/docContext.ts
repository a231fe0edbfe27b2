import type { RenderContext } from '../jinja/types.js';
import type { ContextEnvironment } from './types.js';

/** For descriptions (D28): base names and doc(). `docIds` receives the unique_id of each block used. */
export declare function createDocContext(
  environment: ContextEnvironment,
  node: { readonly package_name: string; readonly unique_id: string },
  docIds?: string[],
): RenderContext;
