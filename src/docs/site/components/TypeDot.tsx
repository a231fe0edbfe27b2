/** What stands for a type of resource in narrow places. */
const SHORT: Readonly<Record<string, string>> = {
  model: 'M',
  source: 'S',
  seed: 'D',
  snapshot: 'H',
  exposure: 'E',
  macro: 'ƒ',
  test: 'T',
  unit_test: 'U',
  analysis: 'A',
  metric: 'Σ',
  semantic_model: '◇',
  saved_query: 'Q',
  function: 'λ',
};

export function typeName(type: string): string {
  return type.replaceAll('_', ' ');
}

export function TypeDot({ type }: { type: string }) {
  return (
    <span class={`type-dot type-${type}`} title={typeName(type)} aria-hidden="true">
      {SHORT[type] ?? '•'}
    </span>
  );
}
