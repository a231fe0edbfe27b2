import type {
  Body,
  Expression,
  FilterBlock,
  For,
  If,
  Output,
  SetBlock,
  Statement,
  Target,
  With,
} from '../syntax/nodes.js';
import { isConstant } from './constants.js';
import { call, condition, expression, filter, text } from './expressions.js';
import { functionText, macroFunction } from './functions.js';
import type { Generator } from './generator.js';
import { addTarget, assignedNames, FunctionUnit } from './scope.js';

type Writers = { [K in Statement['typename']]: (g: Generator, node: Statement & { typename: K }) => void };

/** Writes the statements of a body into the current block. */
export function statements(g: Generator, body: Body): void {
  for (const statement of body.children) {
    (WRITERS[statement.typename] as (g: Generator, node: Statement) => void)(g, statement);
  }
}

function add(g: Generator, code: string): void {
  if (g.keepsValues) {
    g.emit(`${g.buffer}.push(${code});`);
    return;
  }
  const start = `${g.buffer}+=`;
  const last = g.lines.length - 1;
  if (g.lines[last]?.startsWith(start)) g.lines[last] = `${g.lines[last].slice(0, -1)}+${code};`;
  else g.emit(`${start}${code};`);
}

/** Writes `body` with an own text buffer; returns the buffer's variable. */
function captured(g: Generator, write: () => void): string {
  const { buffer, keepsValues } = g;
  g.buffer = g.id('o');
  g.keepsValues = false;
  const own = g.buffer;
  g.emit(`let ${own}='';`);
  write();
  g.buffer = buffer;
  g.keepsValues = keepsValues;
  return own;
}

function output(g: Generator, node: Output): void {
  for (const child of node.children) {
    const returned = loweredReturn(g, child);
    if (returned !== undefined) {
      g.emit(returned);
      return;
    }
    if (g.keepsValues) g.marking = printedFilters(child);
    if (!g.keepsValues) add(g, text(g, child));
    else if (isConstant(child)) add(g, `${g.helper('foldConstant')}(${expression(g, child)})`);
    else add(g, expression(g, child));
  }
}

/** The filters whose value an expression gives as it is. */
function printedFilters(node: Expression): Set<Expression> {
  if (node.typename === 'Filter') return new Set([node]);
  if (node.typename === 'And' || node.typename === 'Or') {
    return new Set([...printedFilters(node.left), ...printedFilters(node.right)]);
  }
  if (node.typename !== 'InlineIf') return new Set();
  return new Set([...printedFilters(node.body), ...(node.else_ ? printedFilters(node.else_) : [])]);
}

/** `return(x)` as a statement directly in a macro becomes JavaScript's return. */
function loweredReturn(g: Generator, node: Expression): string | undefined {
  if (g.unit.kind !== 'macro' || node.typename !== 'FunCall') return undefined;
  const { name, args } = node;
  if (name.typename !== 'Symbol' || name.value !== 'return' || g.resolve('return') !== 'returnFunction')
    return undefined;
  const plain = args.positional.length === 1 && args.named.length === 0 && !args.splat && !args.doubleSplat;
  return plain ? `return ${expression(g, args.positional[0]!)};` : undefined;
}

function conditional(g: Generator, node: If): void {
  const cond = condition(g, node.cond);
  const [body, otherwise] = g.branch(
    () => statements(g, node.body),
    () => node.else_ && statements(g, node.else_),
  );
  g.emit(`if(${cond}){\n${body}\n}`);
  if (otherwise) g.emit(`else{\n${otherwise}\n}`);
}

/** Assigns code's value to a target; names must be declared in the current scope. */
function assign(g: Generator, target: Target, code: string): void {
  switch (target.typename) {
    case 'Symbol':
      g.emit(`${g.scope.variables.get(target.value)!}=${code};`);
      g.assign(target.value);
      break;
    case 'NamespaceTarget':
      g.emit(
        `${g.helper('setAttr')}(${g.resolve(target.name)},${JSON.stringify(target.attr)},${code},${g.at(target)});`,
      );
      break;
    case 'TargetList': {
      const parts = g.id('u');
      g.emit(`const ${parts}=${g.helper('unpack')}(${code},${target.children.length},${g.at(target)});`);
      target.children.forEach((part, i) => {
        assign(g, part, `${parts}[${i}]`);
      });
    }
  }
}

function setBlock(g: Generator, node: SetBlock): void {
  g.emit('{');
  const own = captured(g, () => {
    g.emit(`{\n${g.scoped(assignedNames(node.body), () => statements(g, node.body))}\n}`);
  });
  const value = node.filter ? filter(g, node.filter, own) : own;
  assign(g, node.target, value);
  g.emit('}');
}

function filterBlock(g: Generator, node: FilterBlock): void {
  g.emit('{');
  const own = captured(g, () => {
    g.emit(`{\n${g.scoped(assignedNames(node.body), () => statements(g, node.body))}\n}`);
  });
  if (g.keepsValues) g.marking = printedFilters(node.filter);
  const filtered = filter(g, node.filter, own);
  add(g, g.keepsValues ? filtered : `${g.helper('str')}(${filtered})`);
  g.emit('}');
}

function withBlock(g: Generator, node: With): void {
  const values = node.targets.map(({ target, value }) => {
    const variable = g.id('w');
    g.emit(`const ${variable}=${expression(g, value)};`);
    return { target, variable };
  });
  const names = assignedNames(node.body);
  for (const { target } of node.targets) addTarget(target, names);
  const body = g.scoped(names, () => {
    for (const { target, variable } of values) assign(g, target, variable);
    statements(g, node.body);
  });
  g.emit(`{\n${body}\n}`);
}

function forLoop(g: Generator, node: For): void {
  if (!node.recursive) {
    writeLoop(g, node, expression(g, node.arr), '0', 'null');
    return;
  }
  const unit = new FunctionUnit('loop', g.unit);
  const run = g.id('r');
  const code = functionText(g, unit, {
    name: run,
    parameters: 'I,D',
    write: () => writeLoop(g, node, 'I', 'D', run),
  });
  g.emit(`const ${run}=${code};`);
  add(g, g.awaited(`${run}(${expression(g, node.arr)},0)`));
}

/** One level of a loop. `loop` becomes an object only where the body mentions it. */
function writeLoop(g: Generator, node: For, items: string, depth: string, recurse: string): void {
  const item = g.id('x');
  const names = assignedNames(node.body);
  addTarget(node.target, names);
  const loopName = g.id('l');
  const counter = node.else_ ? g.id('n') : undefined;
  const iterPlace = g.at(node.arr);
  const loop = { variable: loopName, used: node.recursive };
  let test = '';
  let awaitsInTest = false;
  const body = g.scoped(names, (scope) => {
    assign(g, node.target, item);
    // Before the body: there names count as assigned that the test cannot see yet.
    if (node.test) ({ test, awaits: awaitsInTest } = testCode(g, node.test));
    scope.loop = loop;
    const inner = g.block(() => statements(g, node.body));
    if (node.test && !loop.used) g.emit(`if(!${test})continue;`);
    g.emit(inner);
    // At the end: iterations left by `continue` do not count, as in Jinja2.
    if (counter) g.emit(`${counter}=false;`);
  });
  if (counter) g.emit(`let ${counter}=true;`);
  if (loop.used) {
    const source = node.test ? filteredItems(g, node, items, iterPlace, awaitsInTest) : `${items}`;
    g.emit(`const ${loopName}=${g.helper('createLoop')}(${source},${depth},${recurse},${iterPlace});`);
    g.emit(`while(${loopName}.advance()){const ${item}=${loopName}.item;\n${body}\n}`);
  } else {
    g.emit(`for(const ${item} of ${g.helper('iterate')}(${items},${iterPlace})){\n${body}\n}`);
  }
  if (node.else_)
    g.emit(`if(${counter}){\n${g.scoped(assignedNames(node.else_), () => statements(g, node.else_!))}\n}`);
}

function testCode(g: Generator, test: Expression): { test: string; awaits: boolean } {
  const { awaits } = g.unit;
  g.unit.awaits = false;
  const code = condition(g, test);
  const own = g.unit.awaits;
  g.unit.awaits = awaits || own;
  return { test: code, awaits: own };
}

/** Items that pass the loop's `if`: lazily, as Jinja2 does, unless the test itself has to wait. */
function filteredItems(g: Generator, node: For, items: string, at: string, awaits: boolean): string {
  const item = g.id('x');
  const names = new Set<string>();
  addTarget(node.target, names);
  const source = `${g.helper('iterate')}(${items},${at})`;
  const passes = (then: string): string =>
    g.scoped(names, () => {
      assign(g, node.target, item);
      g.emit(`if(${condition(g, node.test!)})${then}`);
    });
  if (!awaits)
    return `${g.helper('filterItems')}(${source},${item}=>{\n${passes('return true;')}\nreturn false;\n})`;
  const kept = g.id('a');
  g.emit(`const ${kept}=[];`);
  g.emit(`for(const ${item} of ${source}){\n${passes(`${kept}.push(${item});`)}\n}`);
  return kept;
}

const WRITERS: Writers = {
  TemplateData: (g, node) => add(g, JSON.stringify(node.value)),
  Output: output,
  If: conditional,
  ForLoop: forLoop,
  MacroBlock: (g, node) => {
    if (node.kind === 'docs') return;
    assign(g, { ...node, typename: 'Symbol', value: node.name }, macroFunction(g, node, 'macro'));
  },
  CallBlock: (g, node) => {
    const caller = macroFunction(g, { ...node, name: 'caller' }, 'caller');
    const code = call(g, node.call, caller);
    add(g, `${g.helper('blockText')}(${code},${g.at(node)})`);
  },
  FilterBlock: filterBlock,
  Assign: (g, node) => assign(g, node.target, expression(g, node.value)),
  SetBlock: setBlock,
  With: withBlock,
  Do: (g, node) => g.emit(loweredReturn(g, node.expr) ?? `${expression(g, node.expr)};`),
  Break: (g) => g.emit('break;'),
  Continue: (g) => g.emit('continue;'),
  ScopedBlock: (g, node) =>
    g.emit(`{\n${g.scoped(assignedNames(node.body), () => statements(g, node.body))}\n}`),
};
