import { describe, expect, it } from 'vitest';
import { findPlugin } from '../../../src/adapters/registry.js';
import { textTests } from '../texts/textTests.js';

describe('Redshift', () => {
  textTests(import.meta.dirname);

  const plugin = findPlugin('redshift', { cwd: '/' });
  const profile = { type: 'redshift', host: 'h', user: 'u', dbname: 'db', schema: 'rs' };

  it('has the macros of PostgreSQL behind its own', () => {
    expect(plugin.parent).toBe('postgres');
  });

  it.each([
    ['iam', { cluster_id: 'c', iam_profile: 'p', region: 'eu-west-1' }, /get-cluster-credentials/],
    ['iam_role', { is_serverless: true, serverless_work_group: 'w' }, /redshift-serverless get-credentials/],
    ['browser_identity_center', { idc_region: 'eu-west-1' }, /get-cluster-credentials/],
  ])('logs in by user and password only, and says what `method: %s` needs instead', (method, fields, hint) => {
    const refused = () => plugin.resolveCredentials!({ ...profile, method, ...fields });
    expect(refused).toThrow(`\`method: ${method}\`: xform logs in to Redshift by user and password only`);
    expect(refused).toThrow(expect.objectContaining({ hint: expect.stringMatching(hint) }));
  });
});
