import { compareCases } from './compareCases.js';

compareCases((name) => name >= 'n');
