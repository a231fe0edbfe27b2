import { beforeAll, describe, expect, it } from 'vitest';
import { isXformError } from '../../src/errors/error.js';
import { recordedCases, renderCase, renderCaseAsync } from './recordedCases.js';

beforeAll(() => {
  // The recordings were made with the clock of this zone.
  process.env['TZ'] = 'UTC';
});

describe.each([
  'datetime',
  'pytz',
  're',
  'itertools',
  'decimal',
  'serialization',
  'table',
])('%s, as Python', (name) => {
  const cases = recordedCases(name);

  it.each(cases.filter((c) => c.text !== undefined))('$template', async ({ template, text }) => {
    expect(renderCase(template)).toBe(text);
    expect(await renderCaseAsync(template)).toBe(text);
  });

  it.each(cases.filter((c) => c.error !== undefined))('fails: $template', ({ template }) => {
    let problem: unknown;
    try {
      renderCase(template);
    } catch (error) {
      problem = error;
    }
    expect(isXformError(problem), String(problem)).toBe(true);
  });
});
