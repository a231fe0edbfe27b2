import { useMemo, useState } from 'preact/hooks';
import { highlight } from './highlight.js';

interface CodeProps {
  readonly code: string;
  readonly language: string;
  /** For an expression in a line of text. */
  readonly inline?: boolean;
}

/** Code in colours, with a button that copies it. */
export function Code({ code, language, inline = false }: CodeProps) {
  const html = useMemo(() => highlight(code, language), [code, language]);
  const content =
    html === undefined ? <code>{code}</code> : <code dangerouslySetInnerHTML={{ __html: html }} />;
  if (inline) return <span class="code-inline">{content}</span>;
  return (
    <div class="code">
      <CopyButton text={code} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0}>{content}</pre>
    </div>
  );
}

export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      // Without a secure origin there is no clipboard; the text can still be marked and copied.
    }
  };
  return (
    <button type="button" class="copy" onClick={copy} title="Copy">
      {copied ? 'Copied' : 'Copy'}
    </button>
  );
}
