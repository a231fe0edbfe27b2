import type { Arguments, Expression } from '../syntax/nodes.js';

/** Filters that need the context, which Jinja2 therefore never runs while compiling. */
const CONTEXT_FILTERS: ReadonlySet<string> = new Set([
  'map',
  'select',
  'reject',
  'selectattr',
  'rejectattr',
  'random',
]);

/** Does an expression depend on nothing but itself? Jinja2 computes such while compiling. */
export function isConstant(node: Expression): boolean {
  switch (node.typename) {
    case 'Literal':
      return true;
    case 'Symbol':
    case 'FunCall':
      return false;
    case 'Array':
    case 'Group':
    case 'ConcatAll':
      return node.children.every(isConstant);
    case 'Dict':
      return node.children.every((pair) => isConstant(pair.key) && isConstant(pair.value));
    case 'LookupVal':
      return isConstant(node.target) && isConstant(node.val);
    case 'Attribute':
      return isConstant(node.target);
    case 'Slice':
      return [node.start, node.stop, node.step].every((part) => part === null || isConstant(part));
    case 'Filter':
      return (
        !CONTEXT_FILTERS.has(node.name) &&
        node.target !== null &&
        isConstant(node.target) &&
        areConstant(node.args)
      );
    case 'Is':
      return isConstant(node.target) && areConstant(node.args);
    case 'InlineIf':
      return isConstant(node.cond) && isConstant(node.body) && node.else_ !== null && isConstant(node.else_);
    case 'Compare':
      return isConstant(node.expr) && node.ops.every((operand) => isConstant(operand.expr));
    case 'Not':
    case 'Neg':
    case 'Pos':
      return isConstant(node.target);
    default:
      return isConstant(node.left) && isConstant(node.right);
  }
}

function areConstant(args: Arguments): boolean {
  if (args.splat || args.doubleSplat) return false;
  return args.positional.every(isConstant) && args.named.every(({ value }) => isConstant(value));
}
