import type { Project } from '../project/types.js';
import type { LoadedMacro, MacroRegistry } from './types.js';

export interface MacroRegistryOptions {
  readonly project: Project;
  readonly macros: readonly LoadedMacro[];
}

export declare function createMacroRegistry(options: MacroRegistryOptions): MacroRegistry;
