/** A command line that is not one, or a call for help (exit code 0): the text to print. */
export class UsageError extends Error {
  constructor(
    readonly text: string,
    readonly exitCode: number,
  ) {
    super(text);
  }
}
