import type { ResourceBlock } from '../project/types.js';

/** Which fqns were configured, for the warning about config paths that match nothing (features A48). */
export interface UsedConfig {
  add(block: ResourceBlock, fqn: readonly string[]): void;
  readonly fqns: Partial<Record<ResourceBlock, (readonly string[])[]>>;
}

export function createUsedConfig(): UsedConfig {
  const fqns: Partial<Record<ResourceBlock, (readonly string[])[]>> = {};
  return {
    fqns,
    add(block, fqn) {
      (fqns[block] ??= []).push(fqn);
    },
  };
}
