import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load, projectFolder } from './projectFolder.js';

interface Case {
  readonly project: string;
  readonly profiles: string;
  /** dbt-core 1.11 parses an otherwise empty project with these files. */
  readonly ok: boolean;
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/load.json'), 'utf8')) as Case[];
const BASE = 'name: p\nprofile: p\n';

/** Where xform judges otherwise, each with its reason. */
const REFUSED_HERE = new Map([[`${BASE}config-version: 1\n`, 'dbt refuses it once there is a model']]);
const ACCEPTED_HERE = new Map<string, string>([]);

describe('project files and profiles', () => {
  it.each(
    cases.filter((each) => each.ok && !REFUSED_HERE.has(each.project)),
  )('accepts $project with $profiles', ({ project, profiles }) => {
    const { errors } = load(projectFolder({ 'dbt_project.yml': project, 'profiles.yml': profiles }));
    expect(errors.map((error) => error.message)).toEqual([]);
  });

  it.each(
    cases.filter((each) => !each.ok && !ACCEPTED_HERE.has(each.project)),
  )('refuses $project with $profiles, with a place', ({ project, profiles }) => {
    const { errors } = load(projectFolder({ 'dbt_project.yml': project, 'profiles.yml': profiles }));
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error.kind).not.toBe('internal');
      if (error.kind !== 'usage') expect(error.place?.file).toMatch(/(?:dbt_project|profiles)\.yml$/);
    }
  });
});
