import { appendFileSync, writeFileSync } from 'node:fs';
import { XformError } from '../errors/error.js';
import { githubAnnotations } from '../report/annotations.js';
import { junitXml } from '../report/junit.js';
import { markdownSummary } from '../report/markdownSummary.js';
import { problemsOf } from '../report/problems.js';
import type { ReportedRun } from '../report/types.js';
import { replaceFile } from '../util/replaceFile.js';
import type { ReportTargets } from './reportTargets.js';

/** Throws XformError when a file cannot be written; the summary is GitHub's own and does without. */
export function writeReports(
  run: ReportedRun,
  targets: ReportTargets,
  write: (text: string) => void,
  scrub: (text: string) => string,
): void {
  const { junit, annotate, summaryFile, workspace } = targets;
  if (annotate) write(scrub(githubAnnotations(problemsOf(run), workspace)));
  if (summaryFile !== undefined && (run.executed.length > 0 || run.errors.length > 0)) {
    try {
      appendFileSync(summaryFile, scrub(markdownSummary(run, workspace)));
    } catch (error) {
      write(`Cannot write the summary to ${summaryFile}: ${(error as Error).message}\n`);
    }
  }
  if (junit === undefined) return;
  try {
    replaceFile(junit, (unfinished) => writeFileSync(unfinished, scrub(junitXml(run, workspace))));
  } catch (error) {
    throw new XformError('runtime', `Cannot write ${junit}: ${(error as Error).message}`, {
      hint: 'Give --junit the name of a file in a folder that can be written.',
    });
  }
}
