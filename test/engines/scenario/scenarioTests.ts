import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ScenarioEngine, strategyOf } from './engine.js';
import { relationsOf, runScenario, type ScenarioAnswer, sortRows } from './runScenario.js';

/** A recording of the scenario, by dbt. */
interface RecordedAnswer extends Omit<ScenarioAnswer, 'days'> {
  readonly days: readonly Omit<ScenarioAnswer['days'][number], 'seconds'>[];
}

function readRecorded(path: string): RecordedAnswer {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** dbt-core's answers, the same on DuckDB and PostgreSQL (record.py). */
const expected = readRecorded(join(import.meta.dirname, 'goldens', 'dbt.json'));

/** Overwriting the partition of a day leaves what deleting and inserting by day leaves. */
const SAME_ROWS: Readonly<Record<string, string>> = { days_insert_overwrite: 'days_delete_insert' };

/** Nodes of the recording that this engine builds, and those that it builds besides. */
function forEngine<T>(engine: ScenarioEngine, recorded: Readonly<Record<string, T>>): Record<string, T> {
  const answer: Record<string, T> = {};
  for (const [id, value] of Object.entries(recorded)) {
    for (const name of [
      nameOf(id),
      ...Object.keys(SAME_ROWS).filter((each) => SAME_ROWS[each] === nameOf(id)),
    ]) {
      const strategy = strategyOf[name];
      if (strategy === undefined || engine.strategies.includes(strategy)) {
        answer[id.replace(nameOf(id), name)] = value;
      }
    }
  }
  return answer;
}

function nameOf(uniqueId: string): string {
  return uniqueId.split('.').at(-1)!;
}

/** The scenario's tests for one engine; `createEngine` may start a server, `stop` ends it. */
export function scenarioTests(
  name: string,
  createEngine: () => Promise<ScenarioEngine & { stop(): Promise<void> | void }>,
  skipReason?: string,
): void {
  if (skipReason !== undefined) console.log(`skipped: the scenario on ${name} (${skipReason})`);
  describe.skipIf(skipReason !== undefined)(`the scenario on ${name}`, () => {
    let engine: Awaited<ReturnType<typeof createEngine>>;
    let answer: ScenarioAnswer;
    beforeAll(async () => {
      engine = await createEngine();
      answer = await runScenario(engine);
      const seconds = answer.days.map((day) => day.seconds.toFixed(1)).join(', ');
      console.log(`the scenario on ${name}: builds of ${seconds} s`);
      return () => engine.stop();
    });

    it.each([1, 2, 3])('leaves the rows of dbt on day %i', (day) => {
      const { rows } = expected.days[day - 1]!;
      for (const relation of relationsOf(engine)) {
        const wanted = sortRows(rows[SAME_ROWS[relation] ?? relation]!);
        expect({ relation, rows: answer.days[day - 1]!.rows[relation] }).toEqual({ relation, rows: wanted });
      }
    });

    it.each([1, 2, 3])('ends with the statuses of dbt on day %i', (day) => {
      expect(answer.days[day - 1]!.statuses).toEqual(forEngine(engine, expected.days[day - 1]!.statuses));
    });

    it("leaves the rows of the engine's own dbt adapter, with its statuses", ({ skip }) => {
      if (engine.peer === undefined) return skip('the answers compared above are those of its adapter');
      const { golden, differs = {} } = engine.peer;
      readRecorded(golden).days.forEach((recorded, i) => {
        const { rows, statuses } = answer.days[i]!;
        const compared = Object.entries(recorded.rows).filter(
          ([relation]) => differs[relation] === undefined,
        );
        const sorted = compared.map(([relation, each]) => [relation, sortRows(each)]);
        expect(rows).toMatchObject(Object.fromEntries(sorted));
        expect(statuses).toMatchObject(recorded.statuses);
      });
    });

    it('has a catalog with the columns of dbt', () => {
      expect(answer.catalog).toEqual(forEngine(engine, expected.catalog));
    });

    it('grants what is configured', async ({ skip }) => {
      if (engine.grants === undefined) return skip('this server grants nothing');
      expect(await engine.grants.holders()).toContain(engine.grants.grantee);
    });
  });
}
