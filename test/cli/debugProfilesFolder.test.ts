import { afterEach, describe, expect, it } from 'vitest';
import { temporaryProject, xform } from '../support/cli.js';

let remove: (() => void) | undefined;
afterEach(() => remove?.());

describe('debug --connection', () => {
  it('tells of a folder of profiles that is not there as of a check that failed', () => {
    const project = temporaryProject({ 'dbt_project.yml': "name: shop\nversion: '1.0'\nprofile: shop\n" });
    remove = project.remove;
    const { code, text } = xform(['debug', '--connection', '--profiles-dir', 'nowhere'], {
      cwd: project.folder,
    });
    expect(code).toBe(1);
    expect(text).toContain('1 check failed');
    expect(text).toContain('nowhere/profiles.yml');
    expect(text).not.toContain('Usage:');
  });
});
