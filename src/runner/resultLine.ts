export interface ResultLine {
  readonly text: string;
  readonly status: string;
  /** 1-based place among the nodes of the run; none for lines outside of the count. */
  readonly index?: number;
  readonly total?: number;
  /** Seconds. */
  readonly executionTime?: number;
  /** Cut the text to the width (hooks show SQL, which may be long). */
  readonly truncate?: boolean;
}

const DEFAULT_WIDTH = 80;

/** `1 of 20 OK loaded seed file main.raw ....... [INSERT 3 in 0.12s]`, dots up to the printer width. */
export function formatResultLine(line: ResultLine, width = DEFAULT_WIDTH): string {
  const progress = line.index === undefined ? '' : `${line.index} of ${line.total} `;
  let justified = `${progress}${line.text} `.padEnd(width, '.');
  if (line.truncate && justified.length > width - 3) justified = `${justified.slice(0, width - 3)}...`;
  const time = line.executionTime === undefined ? '' : ` in ${line.executionTime.toFixed(2)}s`;
  return `${justified} [${line.status}${time}]`;
}
