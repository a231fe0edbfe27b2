import type { LoadedMacro } from '../../context/types.js';
import type { Package } from '../../project/types.js';
import type { ParseSession } from '../session.js';

const TYPE = /^(string|str|bool|integer|int|float|any|relation|column)$/;

/** With the flag validate_macro_args: compares documented arguments with the macro's, and fills in those of none (B14). */
export function checkMacroArguments(session: ParseSession): void {
  for (const loaded of session.macros.byId.values()) {
    const owner = session.packagesByName.get(loaded.macro.package_name);
    if (owner === undefined || owner.kind === 'builtin' || isInTests(owner, loaded)) continue;
    if (loaded.macro.arguments.length > 0) checkDocumented(session, loaded);
    else {
      loaded.macro.arguments = loaded.template.arguments.map(({ name, annotation }) => ({
        name,
        type: annotation ?? null,
        description: '',
      }));
    }
  }
}

/** Generic tests beside singular ones are not looked at. */
function isInTests(owner: Package, { macro }: LoadedMacro): boolean {
  return owner.config.testPaths.some((folder) => macro.path.startsWith(`${folder}/`));
}

function checkDocumented(session: ParseSession, { macro, template }: LoadedMacro): void {
  const warn = (msg: string) => session.log.warn({ name: 'InvalidMacroAnnotation', code: 'I076', msg });
  macro.arguments.forEach(({ name, type }, i) => {
    if (template.arguments[i]?.name !== name) {
      warn(`Argument ${name} in yaml for macro ${macro.name} does not match the jinja definition.`);
    }
    if (type !== null && !isType(type)) {
      warn(`Argument ${name} in the yaml for macro ${macro.name} has an invalid type.`);
    }
  });
}

/** `string`, `list[int]`, `dict[str, any]`, `optional[relation]`. */
function isType(text: string): boolean {
  const type = text.trim();
  if (TYPE.test(type)) return true;
  const generic = /^(list|optional|dict)\[(.*)\]$/.exec(type);
  if (generic === null) return false;
  if (generic[1] !== 'dict') return isType(generic[2]!);
  const comma = generic[2]!.indexOf(',');
  return comma > 0 && isType(generic[2]!.slice(0, comma)) && isType(generic[2]!.slice(comma + 1));
}
