export const SECRET_PREFIX = 'DBT_ENV_SECRET';

type Env = Readonly<Record<string, string | undefined>>;

/** Values of secret environment variables, longest first so that one inside another is no leak. */
function secretValues(env: Env): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith(SECRET_PREFIX))
    .map((name) => env[name]?.trim() ?? '')
    .filter((value) => value !== '')
    .sort((a, b) => b.length - a.length);
}

const scrubbers = new WeakMap<Env, (text: string) => string>();

/** `text` with the values of secret environment variables replaced by `*****`. */
export function scrubSecrets(text: string, env: Env): string {
  let scrub = scrubbers.get(env);
  if (scrub === undefined) {
    const secrets = secretValues(env);
    scrub = (clear) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '*****'), clear);
    scrubbers.set(env, scrub);
  }
  return scrub(text);
}
