import type { AdapterMethod } from '../types.js';

export const methods: readonly AdapterMethod[] = [];
