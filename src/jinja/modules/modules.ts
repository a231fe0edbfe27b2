import { createDatetimeModule } from './datetime.js';
import { createItertoolsModule } from './itertools.js';
import { type OnVolatile, PyModule } from './pyClass.js';
import { createPytzModule } from './pytz.js';
import { createReModule } from './re.js';

export type { OnVolatile } from './pyClass.js';

/** `modules`: the parts of Python's library that dbt hands to templates. `onVolatile` is told when the clock is read. */
export function createModules(onVolatile: OnVolatile = () => {}): PyModule {
  return new PyModule('modules', {
    pytz: createPytzModule,
    datetime: () => createDatetimeModule(onVolatile),
    re: createReModule,
    itertools: createItertoolsModule,
  });
}
