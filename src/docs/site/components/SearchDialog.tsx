import { useEffect, useRef, useState } from 'preact/hooks';
import { countText } from '../../../util/countText.js';
import { openSearch } from '../data/openSearch.js';
import { joinResults, type SearchHit, type SearchIndex, type SearchResult } from '../data/searchIndex.js';
import { addressOf } from '../routes.js';
import { Empty } from './Empty.js';
import { TypeDot } from './TypeDot.js';

const TITLES: Readonly<Record<SearchHit['kind'], string>> = {
  name: 'Names',
  column: 'Columns',
  description: 'Descriptions',
  code: 'Code',
};

/** Search over everything, by keyboard or pointer. The index is loaded when the dialog opens for the first time. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const { index, result, answered, complete, failure } = useSearch(query);
  const hits = result?.hits ?? [];

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => setChosen(0), [query]);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const go = (hit: SearchHit | undefined): void => {
    if (hit === undefined || index === undefined) return;
    location.hash = hitAddress(index, hit);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setChosen((chosen + step + hits.length) % hits.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(hits[chosen]);
    }
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself.
    <dialog
      ref={dialog}
      class="search"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <input
        type="search"
        value={query}
        placeholder="Search names, columns, descriptions, code"
        aria-label="Search"
        autofocus
        autocomplete="off"
        spellcheck={false}
        aria-controls="search-hits"
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div id="search-hits" data-query={answered} class="search-hits" role="listbox" aria-label="Found">
        {failure !== undefined && <Empty title="The search index cannot be loaded">{failure}</Empty>}
        {index !== undefined &&
          hits.map((hit, i) => (
            <Hit
              key={`${hit.kind} ${hit.resource} ${hit.column}`}
              index={index}
              hit={hit}
              heading={
                hits[i - 1]?.kind === hit.kind
                  ? undefined
                  : `${TITLES[hit.kind]} (${result!.totals[hit.kind]})`
              }
              selected={i === chosen}
              onPick={onClose}
            />
          ))}
        {index === undefined && failure === undefined && <output class="loading">Loading the index…</output>}
        {query.trim() !== '' && complete && hits.length === 0 && (
          <Empty title={`Nothing found for “${query.trim()}”`}>
            Parts of names and several words work, too.
          </Empty>
        )}
        {query.trim() === '' && index !== undefined && (
          <p class="hint">
            {countText(index.model.size, 'resource')}. <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Enter</kbd>{' '}
            to open, <kbd>Esc</kbd> to close. <code>orders.amount</code> finds a column of a model.
          </p>
        )}
      </div>
    </dialog>
  );
}

/** Texts are looked through when nobody has typed for so long: each key is answered by names first. */
const TEXT_DELAY_MS = 60;

interface Answer {
  readonly query: string;
  readonly result: SearchResult;
  /** Texts have been looked through, too. */
  readonly complete?: boolean;
}

interface Search {
  readonly index?: SearchIndex;
  readonly result?: SearchResult;
  /** The query that the result answers: it may be behind the one that was typed. */
  readonly answered?: string;
  /** The result is all that there is to find. */
  readonly complete: boolean;
  readonly failure?: string;
}

function useSearch(query: string): Search {
  const [index, setIndex] = useState<SearchIndex>();
  const [answer, setAnswer] = useState<Answer>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    openSearch().then(setIndex, (error: Error) => setFailure(error.message));
  }, []);
  useEffect(() => {
    if (index === undefined) return;
    let current = true;
    const names = index.searchNames(query);
    setAnswer({ query, result: names });
    const timer = setTimeout(async () => {
      const texts = await index.searchTexts(query);
      if (current) setAnswer({ query, result: joinResults(names, texts), complete: true });
    }, TEXT_DELAY_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [index, query]);
  const { query: answered, result, complete = false } = answer ?? {};
  return { index, result, answered, complete, failure };
}

function hitAddress({ model }: SearchIndex, hit: SearchHit): string {
  const id = model.index.id[hit.resource]!;
  if (hit.kind === 'column') return addressOf({ page: 'resource', id, column: hit.column });
  return addressOf({ page: 'resource', id, ...(hit.kind === 'code' && { tab: 'code' }) });
}

interface HitProps {
  readonly index: SearchIndex;
  readonly hit: SearchHit;
  readonly heading: string | undefined;
  readonly selected: boolean;
  readonly onPick: () => void;
}

function Hit({ index, hit, heading, selected, onPick }: HitProps) {
  const [, label, type] = index.model.link(hit.resource);
  return (
    <>
      {heading !== undefined && <h3>{heading}</h3>}
      <a
        class="hit"
        role="option"
        tabIndex={-1}
        aria-selected={selected}
        href={hitAddress(index, hit)}
        onClick={onPick}
      >
        <TypeDot type={type} />
        <span class="hit-name">
          <Marked text={hit.column ?? label} marks={hit.marks} />
        </span>
        <span class="hit-where">{hit.column === undefined ? index.model.path(hit.resource) : label}</span>
      </a>
    </>
  );
}

/** The text with the parts that match set off. */
function Marked({ text, marks }: { text: string; marks: readonly number[] }) {
  const parts = [];
  let end = 0;
  for (let i = 0; i + 1 < marks.length; i += 2) {
    parts.push(text.slice(end, marks[i]), <mark>{text.slice(marks[i], marks[i + 1])}</mark>);
    end = marks[i + 1]!;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
}
