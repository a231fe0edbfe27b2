/**
 * How deep macros may call each other, and recursive loops themselves. dbt stops near 140 (Python's own limit);
 * JavaScript's stack holds more.
 */
export const MACRO_DEPTH_LIMIT = 250;
