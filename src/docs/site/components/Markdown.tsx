import { useMemo } from 'preact/hooks';
import { renderMarkdown } from './renderMarkdown.js';

/** Text of the project as formatted text; whatever HTML it brings cannot do anything. */
export function Markdown({ text, inline = false }: { text: string; inline?: boolean }) {
  const html = useMemo(() => renderMarkdown(text, inline), [text, inline]);
  const Tag = inline ? 'span' : 'div';
  return <Tag class="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
