/** Replaces values of DBT_ENV_SECRET_* in a text; they are never written (features A25). */
export function secretScrubber(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const secrets = Object.entries(env)
    .filter(([name, value]) => name.startsWith('DBT_ENV_SECRET') && value)
    // In JSON a value may be written with escapes.
    .flatMap(([, value]) => [value!, JSON.stringify(value).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  if (secrets.length === 0) return (text) => text;
  return (text) => secrets.reduce((result, secret) => result.split(secret).join('*****'), text);
}
