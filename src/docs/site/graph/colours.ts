import type { SiteModel } from '../data/siteModel.js';

export type ColourBy = 'layer' | 'group' | 'type';

export interface Colouring {
  colourOf(resource: number): string;
  /** What the colours mean, for those that are in use. */
  legend(resources: Iterable<number>): { readonly name: string; readonly colour: string }[];
}

/** Hues that are told apart easily, also side by side. */
const HUES = [225, 150, 35, 285, 190, 350, 90, 260, 15, 170, 315, 60];
const NO_GROUP = 'var(--muted-fill)';

/** Colours by layer, group or type. `docs: {node_color}` of a model comes first. */
export function createColouring({ index }: SiteModel, by: ColourBy): Colouring {
  const [names, of] = {
    layer: [index.layers, index.layer],
    group: [index.groups, index.group],
    type: [index.types, index.type],
  }[by] as [readonly string[], readonly number[]];
  const colourAt = (at: number): string => (at === -1 ? NO_GROUP : `hsl(${HUES[at % HUES.length]} 60% 52%)`);
  return {
    colourOf: (resource) => safeColour(index.colors[resource]) ?? colourAt(of[resource]!),
    legend: (resources) => {
      const used = new Set([...resources].map((resource) => of[resource]!));
      return [...used]
        .sort((a, b) => a - b)
        .map((at) => ({ name: at === -1 ? 'no group' : names[at]!, colour: colourAt(at) }));
    },
  };
}

/** A name or a hexadecimal number; anything else is not a colour. */
function safeColour(colour: string | undefined): string | undefined {
  return colour !== undefined && /^(#[0-9a-f]{3,8}|[a-z]{3,20})$/i.test(colour) ? colour : undefined;
}
