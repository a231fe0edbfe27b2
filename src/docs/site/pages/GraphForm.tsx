import { useState } from 'preact/hooks';
import type { ColourBy } from '../graph/colours.js';
import { addressOf, type Route } from '../routes.js';

interface GraphFormProps {
  readonly route: Extract<Route, { page: 'graph' }>;
  readonly hops: number;
  readonly onHops: (hops: number) => void;
  readonly colourBy: ColourBy;
  readonly onColourBy: (by: ColourBy) => void;
  /** The project has groups to colour by. */
  readonly groups: boolean;
}

/** What the graph shows: a selection as on the command line, or the neighbourhood of one resource. */
export function GraphForm({ route, hops, onHops, colourBy, onColourBy, groups }: GraphFormProps) {
  const [select, setSelect] = useState(route.select ?? selectionOf(route.focus));
  const [exclude, setExclude] = useState(route.exclude ?? '');
  const apply = (event: Event): void => {
    event.preventDefault();
    location.hash = addressOf({ page: 'graph', select: select.trim(), exclude: exclude.trim() });
  };
  return (
    <form class="graph-form" onSubmit={apply}>
      <label>
        <span>Select</span>
        <input
          name="select"
          value={select}
          placeholder="+orders tag:nightly models/gold"
          spellcheck={false}
          autocapitalize="off"
          onInput={(event) => setSelect(event.currentTarget.value)}
        />
      </label>
      <label>
        <span>Exclude</span>
        <input
          name="exclude"
          value={exclude}
          spellcheck={false}
          autocapitalize="off"
          onInput={(event) => setExclude(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button primary">
        Show
      </button>
      {route.focus !== undefined && route.select === undefined && (
        <label>
          <span>Hops</span>
          <select value={hops} onChange={(event) => onHops(Number(event.currentTarget.value))}>
            <option value={1}>1</option>
            <option value={2}>2</option>
          </select>
        </label>
      )}
      <label>
        <span>Colours</span>
        <select value={colourBy} onChange={(event) => onColourBy(event.currentTarget.value as ColourBy)}>
          <option value="layer">layer</option>
          {groups && <option value="group">group</option>}
          <option value="type">type</option>
        </select>
      </label>
    </form>
  );
}

/** The neighbourhood of a resource as a selection that can be changed: `1+orders+1`. */
function selectionOf(focus: string | undefined): string {
  if (focus === undefined) return '';
  const [type, ...path] = focus.split('.');
  const name = path.at(-1) ?? '';
  if (type === 'source') return `1+source:${path.slice(-2).join('.')}+1`;
  if (type === 'exposure') return `1+exposure:${name}`;
  return `1+${name}+1`;
}
