/** Where in the site somebody is; each place has an address of its own. */
export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'resource'; readonly id: string; readonly tab?: string; readonly column?: string }
  | { readonly page: 'graph'; readonly focus?: string; readonly select?: string; readonly exclude?: string }
  | { readonly page: 'column'; readonly id: string; readonly column: string }
  | { readonly page: 'diagram'; readonly focus?: string }
  | { readonly page: 'missing'; readonly address: string };

/** What follows `#` in the address. Addresses of dbt's own site (`#!/model/model.shop.orders`) work, too. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#!?\/?/, '').split('?');
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const values = new URLSearchParams(query);
  const value = (key: string): string | undefined => values.get(key) ?? undefined;
  const [page, first, second] = parts;
  if (page === undefined || page === 'overview') return { page: 'overview' };
  if (page === 'graph') {
    return { page, focus: value('focus'), select: value('select'), exclude: value('exclude') };
  }
  if (page === 'diagram') return { page, focus: value('focus') };
  if (page === 'column' && first !== undefined && second !== undefined) {
    return { page, id: first, column: second };
  }
  if (first?.includes('.'))
    return { page: 'resource', id: first, tab: value('tab'), column: value('column') };
  return { page: 'missing', address: path };
}

export function addressOf(route: Route): string {
  switch (route.page) {
    case 'overview':
      return '#/';
    case 'resource':
      return withQuery(`#/resource/${encodeURIComponent(route.id)}`, {
        tab: route.tab,
        column: route.column,
      });
    case 'graph':
      return withQuery('#/graph', { focus: route.focus, select: route.select, exclude: route.exclude });
    case 'column':
      return `#/column/${encodeURIComponent(route.id)}/${encodeURIComponent(route.column)}`;
    case 'diagram':
      return withQuery('#/diagram', { focus: route.focus });
    case 'missing':
      return `#/${route.address}`;
  }
}

function withQuery(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value) query.set(key, value);
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
