/** A command line that is not one, or a call for help (exit code 0): the text to print. */
export class UsageError extends Error {
  constructor(
    readonly text: string,
    readonly exitCode: number,
  ) {
    super(text);
  }
}

/** How a wrong command line is answered: usage, where to read more, what is wrong. */
export function usageText(command: string, message: string): string {
  return `Usage: ${command} [options]\nTry '${command} --help' for help.\n\nError: ${message}\n`;
}
