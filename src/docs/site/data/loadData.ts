import type {
  SiteColumns,
  SiteIndex,
  SiteLineage,
  SiteOverview,
  SiteRelationships,
  SiteResource,
  SiteTextPart,
} from '../../siteData.js';

/** The files of data by name; `resource/…`, `lineage/…` and `text/…` are many. */
interface SiteFiles {
  overview: SiteOverview;
  index: SiteIndex;
  columns: SiteColumns;
  relationships: SiteRelationships;
  [resource: `resource/${number}`]: Readonly<Record<string, SiteResource>>;
  [lineage: `lineage/${number}`]: Readonly<Record<string, SiteLineage>>;
  [text: `text/${number}`]: SiteTextPart;
}

const version = document.currentScript?.getAttribute('data-version');
const loads = new Map<string, Promise<unknown>>();
const arrived = new Map<string, unknown>();

declare global {
  interface Window {
    /** What each data file calls: fetching is not possible from the disk, running a script is. */
    xformData?: (name: string, data: unknown) => void;
  }
}

window.xformData = (name, data) => void arrived.set(name, data);

/**
 * Loads a file of data, once. In a self-contained page it is an element of the page, otherwise a script beside it.
 * Rejects when the file is not there.
 */
export function loadData<N extends keyof SiteFiles>(name: N): Promise<SiteFiles[N]> {
  let load = loads.get(name);
  if (load === undefined) {
    load = inlineData(name) ?? scriptData(name);
    loads.set(name, load);
    load.catch(() => loads.delete(name));
  }
  return load as Promise<SiteFiles[N]>;
}

function inlineData(name: string): Promise<unknown> | undefined {
  const element = document.querySelector(`script[data-name="${CSS.escape(name)}"]`);
  return element === null ? undefined : Promise.resolve(JSON.parse(element.textContent ?? 'null'));
}

function scriptData(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `data/${name}.js${version ? `?v=${version}` : ''}`;
    script.onload = () => {
      script.remove();
      if (!arrived.has(name)) reject(new Error(`${name} holds no data`));
      resolve(arrived.get(name));
      arrived.delete(name);
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`The file data/${name}.js cannot be loaded`));
    };
    document.head.append(script);
  });
}
