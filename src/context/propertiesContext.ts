import type { RenderContext } from '../jinja/types.js';
import type { Capture, ContextEnvironment } from './types.js';

/** For values in property files (A33): env_var, var, target and the other base names; no ref and no macros. */
export declare function createPropertiesContext(
  environment: ContextEnvironment,
  packageName: string,
  capture?: Capture,
): RenderContext;
