import { PyTimeZone } from './datetime.js';
export const pytzUtc = PyTimeZone.utc;
