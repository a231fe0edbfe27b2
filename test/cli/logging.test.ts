import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorsOf } from '../../src/errors/error.js';
import { type ConsoleLogger, createLogger, type LoggerOptions } from '../../src/log/createLogger.js';
import type { LogEvent } from '../../src/log/types.js';
import { silentLogger } from '../../src/log/types.js';
import { resolveFlags } from '../../src/project/resolveFlags.js';

const MOMENT = new Date(2026, 0, 2, 3, 4, 5, 678);

let folder: string;
let printed: string;
const opened: ConsoleLogger[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xform-log-'));
  printed = '';
});
afterEach(() => {
  for (const log of opened.splice(0)) log.close();
  rmSync(folder, { recursive: true, force: true });
});

function logger(
  flags: Record<string, unknown> = {},
  more: Partial<LoggerOptions> & { isTTY?: boolean } = {},
): ConsoleLogger {
  const { isTTY = false, ...options } = more;
  const log = createLogger({
    flags,
    env: {},
    invocationId: 'an-id',
    out: { isTTY, columns: 100, write: (text) => void (printed += text) },
    now: () => MOMENT,
    ...options,
  });
  opened.push(log);
  return log;
}

/** As commands do: flags of the project and the defaults of dbt join in. */
function configure(log: ConsoleLogger, flags: Record<string, unknown> = {}): void {
  log.configure?.({ flags: { log_level: 'info', log_level_file: 'debug', ...flags }, logFolder: folder });
}

function logged(): string {
  return readFileSync(join(folder, 'dbt.log'), 'utf8');
}

const info = (msg: string, more: Partial<LogEvent> = {}): LogEvent => ({
  name: 'Note',
  code: 'Z050',
  level: 'info',
  msg,
  ...more,
});

describe('before the settings of the project are known', () => {
  it('lines wait, so that the format of the project holds for all of them', () => {
    const log = logger();
    log.fire(info('first'));
    expect(printed).toBe('');
    configure(log, { log_format: 'json' });
    log.fire(info('second'));
    const lines = printed.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).info.msg)).toEqual(['first', 'second']);
  });

  it('warnings wait for warn_error and warn_error_options', () => {
    const silenced = logger();
    silenced.warn({ name: 'UnknownProjectFlag', msg: 'odd' });
    configure(silenced, { warn_error_options: { error: 'all', silence: ['UnknownProjectFlag'] } });
    expect(printed).toBe('');

    const strict = logger();
    strict.warn({ name: 'UnknownProjectFlag', msg: 'odd' });
    strict.warn({ name: 'Other', msg: 'also odd' });
    let thrown: unknown;
    try {
      configure(strict, { warn_error: true });
    } catch (error) {
      thrown = error;
    }
    expect(errorsOf(thrown).map((error) => error.message)).toEqual(['odd', 'also odd']);
  });

  it('they are shown as warnings when the project cannot be read at all', () => {
    const log = logger({ warn_error: true });
    log.warn({ name: 'UnknownProjectFlag', msg: 'odd' });
    log.fail({ name: 'MainEncounteredError', msg: 'broken' });
    log.close();
    expect(printed).toBe('03:04:05  [WARNING]: odd\n03:04:05  broken\n');
  });
});

describe('levels', () => {
  const cases: readonly (readonly [flags: Record<string, unknown>, shown: string[]])[] = [
    [{}, ['info', 'warn', 'error', 'print']],
    [{ debug: true }, ['debug', 'info', 'warn', 'error', 'print']],
    [{ log_level: 'warn' }, ['warn', 'error', 'print']],
    [{ log_level: 'none' }, ['print']],
    [{ quiet: true }, ['error', 'print']],
    [{ quiet: true, print: false }, ['error']],
  ];
  for (const [flags, shown] of cases) {
    it(JSON.stringify(flags), () => {
      const log = logger(flags);
      configure(log, flags);
      for (const level of ['debug', 'info', 'warn', 'error'] as const) log.fire(info(level, { level }));
      log.print('print');
      expect(
        printed
          .trim()
          .split('\n')
          .map((line) => line.replace(/^\S+ {2}/, '')),
      ).toEqual(shown);
    });
  }

  it('what was asked for is shown whatever the level', () => {
    const log = logger({ quiet: true, log_format: 'json' });
    configure(log, { quiet: true, log_format: 'json' });
    log.data?.({ name: 'ShowNode', msg: '| a |' });
    expect(JSON.parse(printed).info).toMatchObject({ name: 'ShowNode', level: 'info', msg: '| a |' });
  });
});

describe('text', () => {
  it('hangs the lines of a message below its first, but leaves texts of templates alone', () => {
    const log = logger();
    configure(log);
    log.fire(info('Failure\n  one\n\n  two'));
    log.fire(info('models:\n  - name: a', { name: 'JinjaLogInfo' }));
    log.print('a\nb');
    expect(printed).toBe(
      '03:04:05  Failure\n            one\n\n            two\n03:04:05  models:\n  - name: a\na\nb\n',
    );
  });

  it('colours outcomes on terminals only, and not under NO_COLOR', () => {
    const line = info('1 of 1 OK created sql view model main.a ... [OK in 0.01s]');
    const shown = (options: Partial<LoggerOptions> & { isTTY?: boolean }, flags = {}) => {
      printed = '';
      const log = logger(flags, options);
      configure(log);
      log.fire(line);
      return printed;
    };
    expect(shown({})).not.toContain('\u001b');
    expect(shown({ isTTY: true })).toContain('[\u001b[32mOK\u001b[39m in 0.01s]');
    expect(shown({ isTTY: true, env: { NO_COLOR: '1' } })).not.toContain('\u001b[32m');
    expect(shown({ isTTY: true }, { use_colors: false })).not.toContain('\u001b[32m');
    expect(shown({}, { use_colors: true })).toContain('\u001b[32m');
  });

  it('the end of a run is green only when all is well', () => {
    const end = (data: object) => {
      printed = '';
      const log = logger({ use_colors: true });
      configure(log);
      log.fire(info('end', { name: 'EndOfRunSummary', data: { ...data } }));
      return printed;
    };
    expect(end({ num_errors: 0, num_warnings: 0 })).toContain('\u001b[32mend');
    expect(end({ num_errors: 0, num_warnings: 2 })).toContain('\u001b[33mend');
    expect(end({ num_errors: 1, num_warnings: 2 })).toContain('\u001b[31mend');
    expect(end({ num_errors: 0, keyboard_interrupt: true })).toContain('\u001b[31mend');
  });
});

it('deprecations are told once, and again under show_all_deprecations', () => {
  for (const [flags, count] of [
    [{}, 1],
    [{ show_all_deprecations: true }, 2],
  ] as const) {
    printed = '';
    const log = logger(flags);
    configure(log, flags);
    log.warn({ name: 'OldKeyDeprecation', msg: 'old' });
    log.warn({ name: 'OldKeyDeprecation', msg: 'old' });
    expect(printed.match(/\[WARNING\]\[OldKeyDeprecation\]: old/g)).toHaveLength(count);
  }
});

describe('the log file', () => {
  it('has every line from the first on, with a heading for each run', () => {
    for (const text of ['one', 'two']) {
      const log = logger({ quiet: true });
      log.fire(info(text, { level: 'debug' }));
      configure(log);
      log.close();
    }
    const rule = '='.repeat(30);
    const run = (text: string) =>
      `\n\n${rule} 03:04:05.678000 | an-id ${rule}\n03:04:05.678000 [debug] [MainThread]: ${text}\n`;
    expect(logged()).toBe(run('one') + run('two'));
  });

  it('has neither colours nor secrets', () => {
    const log = logger({ use_colors: true }, { scrub: (text) => text.replaceAll('hunter2', '*****') });
    configure(log);
    log.fire(info('1 of 1 ERROR password hunter2 [ERROR in 0.01s]', { level: 'error' }));
    log.print('hunter2');
    log.close();
    expect(logged()).toContain('ERROR password ***** [ERROR in 0.01s]');
    expect(logged() + printed).not.toContain('hunter2');
    expect(logged()).not.toContain('\u001b');
  });

  it('turns over when it is full and keeps five old ones', () => {
    const line = 'x'.repeat(20_000);
    for (let run = 0; run < 4; run++) {
      const log = logger({ log_level: 'none' });
      configure(log, { log_level: 'none', log_file_max_bytes: 100_000 });
      for (let i = 0; i < 10; i++) log.fire(info(line));
      log.close();
    }
    const files = readdirSync(folder).sort();
    expect(files).toEqual(['dbt.log', ...[1, 2, 3, 4, 5].map((i) => `dbt.log.${i}`)]);
    for (const file of files) expect(readFileSync(join(folder, file)).length).toBeLessThanOrEqual(100_000);
  });

  it('never stops the run', () => {
    writeFileSync(join(folder, 'file'), '');
    const log = logger();
    log.configure?.({ flags: {}, logFolder: join(folder, 'file', 'logs') });
    for (let i = 0; i < 10; i++) log.fire(info('x'.repeat(20_000)));
    log.close();
    expect(printed).toContain('xxx');
  });

  it('is not made at log_level_file none', () => {
    const log = logger();
    mkdirSync(join(folder, 'logs'));
    log.configure?.({ flags: { log_level_file: 'none' }, logFolder: join(folder, 'logs') });
    log.fire(info('hello'));
    log.close();
    expect(existsSync(join(folder, 'logs', 'dbt.log'))).toBe(false);
  });

  it('follows the console in level, format and colours unless it has its own, as in dbt', () => {
    const flags = (cli: Record<string, unknown>, project = {}) =>
      resolveFlags({
        which: 'run',
        cli,
        env: {},
        project,
        placeOf: () => ({ file: 'dbt_project.yml' }),
        warn: silentLogger.warn,
      } as never);
    expect(flags({})).toMatchObject({ log_level_file: 'debug', log_format_file: 'debug' });
    expect(flags({ log_level: 'warn' })).toMatchObject({ log_level: 'warn', log_level_file: 'warn' });
    expect(flags({ log_level: 'warn', log_level_file: 'debug' })).toMatchObject({ log_level_file: 'debug' });
    expect(flags({}, { log_format: 'json' })).toMatchObject({ log_format_file: 'json' });
  });
});

it('JSON lines have the shape of dbt', () => {
  const log = logger({ log_format: 'json' });
  configure(log, { log_format: 'json' });
  log.fire(
    info('hello', {
      data: { thread_id: 'Thread-1 (worker)', big: 2n ** 40n, node_info: { unique_id: 'model.a.b' } },
    }),
  );
  expect(JSON.parse(printed)).toEqual({
    data: { big: 2 ** 40, node_info: { unique_id: 'model.a.b' } },
    info: {
      category: '',
      code: 'Z050',
      extra: {},
      invocation_id: 'an-id',
      level: 'info',
      msg: 'hello',
      name: 'Note',
      pid: process.pid,
      thread: 'Thread-1 (worker)',
      ts: MOMENT.toISOString().replace('Z', '000Z'),
    },
  });
});
