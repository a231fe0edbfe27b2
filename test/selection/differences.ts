/** Cases in which xform answers otherwise than dbt on purpose, with the reason. */
export const DIFFERENCES: Readonly<Record<string, string>> = {};
