export function relationsOf(file: string): Promise<Record<string, unknown>>;
