import { resolve } from 'node:path';

/** Which reports are asked for. */
export interface ReportTargets {
  /** `--junit`. */
  readonly junit?: string;
  /** On GitHub's runners: annotations go to `write`, the summary to the file. */
  readonly annotate: boolean;
  readonly summaryFile?: string;
  /** Folder of the checked-out repository. */
  readonly workspace: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the command line and the runner's environment ask for; undefined: nothing. */
export function reportTargets(junit: unknown, env: Environment, cwd: string): ReportTargets | undefined {
  const annotate = env['GITHUB_ACTIONS'] === 'true';
  const summaryFile = env['GITHUB_STEP_SUMMARY'];
  if (junit === undefined && !annotate && !summaryFile) return undefined;
  return {
    ...(junit !== undefined && { junit: resolve(cwd, String(junit)) }),
    annotate,
    ...(summaryFile && { summaryFile }),
    workspace: env['GITHUB_WORKSPACE'] || cwd,
  };
}
