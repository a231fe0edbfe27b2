interface ExpandBadgeProps {
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly label: string;
  readonly onExpand: () => void;
}

/** `+3` at the side of a node: neighbours that are not shown, and the button that shows them. */
export function ExpandBadge({ x, y, count, label, onExpand }: ExpandBadgeProps) {
  if (count === 0) return null;
  const text = `+${count}`;
  const width = 14 + 7 * text.length;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onExpand();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: there are no buttons in SVG.
    <g
      class="badge"
      role="button"
      // In SVG the attribute is written as it is given, and only this spelling counts.
      tabindex={0}
      aria-label={`Show ${count} ${label}`}
      transform={`translate(${x} ${y})`}
      onClick={onExpand}
      onKeyDown={onKeyDown}
    >
      <title>{`Show ${count} ${label}`}</title>
      <rect x={-width / 2} y={-9} width={width} height={18} rx={9} />
      <text>{text}</text>
    </g>
  );
}
