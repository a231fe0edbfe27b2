/** A plain scalar that PyYAML recognises by its form but then cannot make a value of (`2020-13-01`, `0x_`). */
export class ScalarProblem extends Error {}
