/** What the layout worker is asked: boxes and which of them are connected. */
export interface LayoutRequest {
  readonly job: number;
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** Places of the boxes' centres, and the way of each edge. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
  /** In the order of the request. */
  readonly edges: readonly (readonly { readonly x: number; readonly y: number }[])[];
}

export interface LayoutAnswer {
  readonly job: number;
  readonly layout?: Layout;
  readonly failure?: string;
}
