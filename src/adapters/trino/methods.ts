import type { AdapterMethod } from '../types.js';
import { connectorCan, findConnector } from './connectors.js';

/** Methods of `adapter` that only Trino has. */
export const methods: readonly AdapterMethod[] = [
  {
    name: 'connector_can',
    parameters: ['catalog', 'ability'],
    parseValue: () => false,
    run: (session, catalog, ability) =>
      connectorCan(session, String(catalog ?? session.credentials.database), String(ability)),
  },
  {
    name: 'connector_name',
    parameters: ['catalog'],
    parseValue: () => null,
    run: async (session, catalog) =>
      (await findConnector(session, String(catalog ?? session.credentials.database))) ?? null,
  },
  {
    name: 'prepared_statements_enabled',
    parameters: [],
    parseValue: () => true,
    run: (session) => session.credentials['prepared_statements_enabled'] !== false,
  },
];
