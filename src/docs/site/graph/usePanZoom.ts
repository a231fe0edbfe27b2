import { select } from 'd3-selection';
import { type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { Layout } from './layoutTypes.js';

interface PanZoom {
  /** Shows all of the drawing. */
  showAll(): void;
  /** Shows all where that can be read, otherwise where the graph begins. */
  showStart(): void;
  zoomBy(factor: number): void;
  /** Shows this place in the middle, at a size that can be read. */
  centre(place: { readonly x: number; readonly y: number }): void;
}

/** Labels of a drawing that is smaller than this cannot be read; one that does not fit at it begins larger. */
const READABLE = 0.4;
const START = 0.7;

/** Moving and zooming by pointer, wheel and touch. */
export function usePanZoom(
  svg: RefObject<SVGSVGElement | null>,
  stage: RefObject<SVGGElement | null>,
  layout: Layout,
): PanZoom {
  const behaviour: ZoomBehavior<SVGSVGElement, unknown> = useMemo(
    () => zoom<SVGSVGElement, unknown>().scaleExtent([0.05, 3]),
    [],
  );
  useEffect(() => {
    if (svg.current === null) return;
    behaviour.on('zoom', (event: { transform: { toString(): string } }) =>
      stage.current?.setAttribute('transform', event.transform.toString()),
    );
    select(svg.current).call(behaviour).on('dblclick.zoom', null);
  }, [behaviour, svg, stage]);

  const show = (x: number, y: number, scale: number): void => {
    const element = svg.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    const transform = zoomIdentity.translate(width / 2 - x * scale, height / 2 - y * scale).scale(scale);
    select(element).call(behaviour.transform, transform);
  };
  const fitting = (): number => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined || layout.width === 0) return 1;
    return Math.min(1.1, (box.width - 24) / layout.width, (box.height - 24) / layout.height);
  };
  const showAll = (): void => show(layout.width / 2, layout.height / 2, Math.max(0.05, fitting()));
  const showStart = (): void => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined || fitting() >= READABLE) {
      showAll();
      return;
    }
    const places = Object.values(layout.nodes);
    const left = Math.min(...places.map(({ x }) => x));
    const first = places.filter(({ x }) => x < left + 50).map(({ y }) => y);
    const middle = first.reduce((sum, y) => sum + y, 0) / first.length;
    const fits = layout.height * START < box.height;
    show((box.width / 2 - 12) / START, fits ? layout.height / 2 : middle, START);
  };
  return {
    showAll,
    showStart,
    zoomBy: (factor) => svg.current && select(svg.current).call(behaviour.scaleBy, factor),
    centre: (place) => (fitting() >= 0.7 ? showAll() : show(place.x, place.y, 0.85)),
  };
}
