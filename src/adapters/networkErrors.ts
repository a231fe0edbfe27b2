import type { ExplainedError } from './types.js';

/** What Node tells of a connection that could not be made. */
export interface SystemError {
  readonly code?: string;
  readonly message?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

export type ExplainSystemError = (error: SystemError) => Omit<ExplainedError, 'kind'>;

/** Errors of looking a host up and of waiting for it, by the system's code; `server` as in 'PostgreSQL server'. */
export function networkErrors(server: string): Readonly<Record<string, ExplainSystemError>> {
  return {
    ENOTFOUND: ({ hostname }) => ({
      message: `The host '${hostname}' is not known`,
      hint: 'Correct `host` in profiles.yml, or check the network.',
    }),
    EAI_AGAIN: ({ hostname }) => ({
      message: `The host '${hostname}' cannot be looked up`,
      hint: 'Correct `host` in profiles.yml, or check the network.',
    }),
    ETIMEDOUT: () => ({
      message: `The ${server} did not answer in time`,
      hint: 'Check `host`, `port` and the network, or raise `connect_timeout` in profiles.yml.',
    }),
  };
}
