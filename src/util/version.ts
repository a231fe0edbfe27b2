/** The dbt version that templates and packages see (`dbt_version`, require-dbt-version): the one whose behaviour we follow. */
export const DBT_VERSION = '1.11.16';

/** Version of this package, kept equal to package.json by a test. */
export const XFORM_VERSION = '0.1.0';
