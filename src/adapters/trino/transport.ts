import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { homedir } from 'node:os';
import type { SecureContextOptions } from 'node:tls';
import { XformError } from '../../errors/error.js';
import type { TrinoCredentials } from './credentials.js';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface HttpQuestion {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface Transport {
  /** Rejects with the system's error when there is no answer; any status is an answer. */
  send(question: HttpQuestion): Promise<HttpAnswer>;
  close(): void;
}

/** Seconds that a request may take; the server answers within one, if only to say that there is nothing yet. */
const ANSWER_SECONDS = 120;

/** Keeps connections open between requests, one for each thread of the run. */
export function createTransport(credentials: TrinoCredentials): Transport {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true, ...tlsOptions(credentials) });

  function send(question: HttpQuestion): Promise<HttpAnswer> {
    const isSecure = question.url.startsWith('https:');
    return new Promise((resolve, reject) => {
      const request = (isSecure ? httpsRequest : httpRequest)(
        question.url,
        {
          method: question.method,
          headers: question.headers,
          agent: isSecure ? https : http,
          signal: question.signal,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            request.setTimeout(0);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            });
          });
        },
      );
      const connectTimer = setTimeout(
        () => request.destroy(timeoutError(credentials)),
        credentials.connect_timeout * 1000,
      );
      request.on('socket', (socket) => {
        if (!socket.connecting) clearTimeout(connectTimer);
        else socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(connectTimer));
      });
      request.on('close', () => clearTimeout(connectTimer));
      request.setTimeout(ANSWER_SECONDS * 1000, () => request.destroy(timeoutError(credentials)));
      request.on('error', reject);
      request.end(question.body);
    });
  }

  return {
    send,
    close() {
      http.destroy();
      https.destroy();
    },
  };
}

function timeoutError({ host, port }: TrinoCredentials): Error {
  return Object.assign(new Error(`no answer from ${host}:${port} in time`), { code: 'ETIMEDOUT' });
}

function tlsOptions(credentials: TrinoCredentials): SecureContextOptions & { rejectUnauthorized?: boolean } {
  const { cert, client_certificate: certificate, client_private_key: key } = credentials;
  return {
    ...(typeof cert === 'string' && cert !== '' ? { ca: readCertificate('cert', cert) } : {}),
    ...(cert === false ? { rejectUnauthorized: false } : {}),
    ...(certificate ? { cert: readCertificate('client_certificate', certificate) } : {}),
    ...(key ? { key: readCertificate('client_private_key', key) } : {}),
  };
}

function readCertificate(field: string, path: string): string {
  try {
    return readFileSync(path.replace(/^~(?=\/)/, homedir()), 'utf8');
  } catch {
    throw new XformError('profile', `\`${field}\`: the file ${path} cannot be read`);
  }
}
