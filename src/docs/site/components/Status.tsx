const LOOKS: Readonly<Record<string, string>> = {
  pass: 'good',
  success: 'good',
  warn: 'warn',
  fail: 'bad',
  error: 'bad',
  'runtime error': 'bad',
  'partial success': 'warn',
  skipped: 'idle',
};

/** How something ended, in colour and in words. */
export function Status({ status }: { status: string | null }) {
  const text = status ?? 'not run';
  return <span class={`status status-${LOOKS[text] ?? 'idle'}`}>{text}</span>;
}
