import { XformError } from '../../errors/error.js';

/** The client library as far as it is used here; it is an optional package of 120 MB. */
export type Sdk = typeof import('snowflake-sdk');

let loaded: Promise<Sdk> | undefined;

/** Throws XformError('profile') when the package is not installed. */
export function loadSdk(): Promise<Sdk> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Sdk> {
  let sdk: Sdk & { readonly default?: Sdk };
  const emitWarning = process.emitWarning;
  try {
    // Its AWS part warns of Node versions on every start; that is nothing the user of a model can act on.
    process.emitWarning = () => undefined;
    sdk = await import('snowflake-sdk');
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new XformError('profile', 'The Snowflake client is not installed', {
      hint: 'Install it beside xform: npm install snowflake-sdk@3.3.0',
      cause: error,
    });
  } finally {
    setImmediate(() => {
      process.emitWarning = emitWarning;
    });
  }
  const client = sdk.default ?? sdk;
  // Its own log file would land in the project's folder.
  client.configure({ logLevel: 'OFF', additionalLogToConsole: false });
  return client;
}
