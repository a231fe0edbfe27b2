import base from 'nunjucks/src/nodes.js';

/**
 * The syntax tree: nunjucks' node classes where they fit Jinja2, and subclasses of them for what nunjucks lacks.
 * `typename` is the discriminant; lineno and colno are 0-based, in the file.
 */
export interface NodeBase {
  readonly lineno: number;
  readonly colno: number;
}

export interface Literal extends NodeBase {
  readonly typename: 'Literal';
  /** null, boolean, string, number, bigint, or a PyFloat. */
  readonly value: unknown;
}
export interface Name extends NodeBase {
  readonly typename: 'Symbol';
  readonly value: string;
}
export interface ListNode extends NodeBase {
  readonly typename: 'Array' | 'Group';
  readonly children: Expression[];
}
export interface Pair extends NodeBase {
  readonly typename: 'Pair';
  readonly key: Expression;
  readonly value: Expression;
}
export interface DictNode extends NodeBase {
  readonly typename: 'Dict';
  readonly children: Pair[];
}
/** `target[val]`. */
export interface LookupVal extends NodeBase {
  readonly typename: 'LookupVal';
  readonly target: Expression;
  readonly val: Expression;
}
/** `target.name`. */
export interface Attribute extends NodeBase {
  readonly typename: 'Attribute';
  readonly target: Expression;
  readonly name: string;
}
export interface Slice extends NodeBase {
  readonly typename: 'Slice';
  readonly start: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
}
/** Arguments of a call, filter or test. */
export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly value: Expression }[];
  readonly splat: Expression | null;
  readonly doubleSplat: Expression | null;
}
export interface FunCall extends NodeBase {
  readonly typename: 'FunCall';
  readonly name: Expression;
  readonly args: Arguments;
}
export interface Filter extends NodeBase {
  readonly typename: 'Filter';
  readonly name: string;
  /** null in a filter block: the text of the block. */
  readonly target: Expression | null;
  readonly args: Arguments;
}
export interface Is extends NodeBase {
  readonly typename: 'Is';
  readonly name: string;
  readonly target: Expression;
  readonly args: Arguments;
}
export interface InlineIf extends NodeBase {
  readonly typename: 'InlineIf';
  readonly cond: Expression;
  readonly body: Expression;
  readonly else_: Expression | null;
}
export interface Binary extends NodeBase {
  readonly typename: 'Or' | 'And' | 'Add' | 'Sub' | 'Mul' | 'Div' | 'FloorDiv' | 'Mod' | 'Pow';
  readonly left: Expression;
  readonly right: Expression;
}
export interface Unary extends NodeBase {
  readonly typename: 'Not' | 'Neg' | 'Pos';
  readonly target: Expression;
}
export interface Concat extends NodeBase {
  readonly typename: 'ConcatAll';
  readonly children: Expression[];
}
export interface CompareOperand extends NodeBase {
  readonly typename: 'CompareOperand';
  readonly expr: Expression;
  /** == != < <= > >= in, not in */
  readonly type: string;
}
export interface Compare extends NodeBase {
  readonly typename: 'Compare';
  readonly expr: Expression;
  readonly ops: CompareOperand[];
}

export type Expression =
  | Literal
  | Name
  | ListNode
  | DictNode
  | LookupVal
  | Attribute
  | Slice
  | FunCall
  | Filter
  | Is
  | InlineIf
  | Binary
  | Unary
  | Concat
  | Compare;

/** `name.attr` on the left of `set`. */
export interface NamespaceTarget extends NodeBase {
  readonly typename: 'NamespaceTarget';
  readonly name: string;
  readonly attr: string;
}
export interface TargetList extends NodeBase {
  readonly typename: 'TargetList';
  readonly children: Target[];
}
export type Target = Name | NamespaceTarget | TargetList;

export interface TemplateData extends NodeBase {
  readonly typename: 'TemplateData';
  readonly value: string;
}
export interface Output extends NodeBase {
  readonly typename: 'Output';
  readonly children: Expression[];
}
export interface If extends NodeBase {
  readonly typename: 'If';
  readonly cond: Expression;
  readonly body: Body;
  readonly else_: Body | null;
}
export interface For extends NodeBase {
  readonly typename: 'ForLoop';
  readonly target: Target;
  readonly arr: Expression;
  readonly test: Expression | null;
  readonly recursive: boolean;
  readonly body: Body;
  readonly else_: Body | null;
}
export interface Parameter {
  readonly name: string;
  readonly annotation?: string;
  readonly fallback: Expression | null;
}
export type MacroKind = 'macro' | 'materialization' | 'test' | 'docs';
export interface Macro extends NodeBase {
  readonly typename: 'MacroBlock';
  readonly name: string;
  readonly kind: MacroKind;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
}
export interface CallBlock extends NodeBase {
  readonly typename: 'CallBlock';
  readonly call: FunCall;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
}
export interface FilterBlock extends NodeBase {
  readonly typename: 'FilterBlock';
  readonly filter: Filter;
  readonly body: Body;
}
export interface SetNode extends NodeBase {
  readonly typename: 'Assign';
  readonly target: Target;
  readonly value: Expression;
}
export interface SetBlock extends NodeBase {
  readonly typename: 'SetBlock';
  readonly target: Target;
  readonly filter: Filter | null;
  readonly body: Body;
}
export interface With extends NodeBase {
  readonly typename: 'With';
  readonly targets: readonly { readonly target: Target; readonly value: Expression }[];
  readonly body: Body;
}
export interface Do extends NodeBase {
  readonly typename: 'Do';
  readonly expr: Expression;
}
export interface LoopControl extends NodeBase {
  readonly typename: 'Break' | 'Continue';
}
export interface Scoped extends NodeBase {
  readonly typename: 'ScopedBlock';
  readonly body: Body;
}

export type Statement =
  | TemplateData
  | Output
  | If
  | For
  | Macro
  | CallBlock
  | FilterBlock
  | SetNode
  | SetBlock
  | With
  | Do
  | LoopControl
  | Scoped;

export interface Body extends NodeBase {
  readonly typename: 'NodeList' | 'Root';
  readonly children: Statement[];
}

type Make<N extends NodeBase, A extends unknown[]> = new (lineno: number, colno: number, ...fields: A) => N;

/** A class of nunjucks, seen with the fields this engine uses. */
function known<N extends NodeBase, A extends unknown[]>(name: string): Make<N, A> {
  return base[name] as unknown as Make<N, A>;
}

/** A node that nunjucks lacks, derived from the nearest one it has. */
function derived<N extends NodeBase, A extends unknown[]>(
  parent: string,
  name: string,
  fields: string[],
): Make<N, A> {
  return base[parent]!.extend(name, { fields }) as unknown as Make<N, A>;
}

type E = Expression;

export const nodes = {
  Literal: known<Literal, [unknown]>('Literal'),
  Symbol: known<Name, [string]>('Symbol'),
  Array: known<ListNode, [E[]]>('Array'),
  /** A tuple. */
  Group: known<ListNode, [E[]]>('Group'),
  Pair: known<Pair, [E, E]>('Pair'),
  Dict: known<DictNode, [Pair[]]>('Dict'),
  LookupVal: known<LookupVal, [E, E]>('LookupVal'),
  FunCall: known<FunCall, [E, Arguments]>('FunCall'),
  InlineIf: known<InlineIf, [E, E, E | null]>('InlineIf'),
  Or: known<Binary, [E, E]>('Or'),
  And: known<Binary, [E, E]>('And'),
  Not: known<Unary, [E]>('Not'),
  Neg: known<Unary, [E]>('Neg'),
  Pos: known<Unary, [E]>('Pos'),
  Add: known<Binary, [E, E]>('Add'),
  Sub: known<Binary, [E, E]>('Sub'),
  Mul: known<Binary, [E, E]>('Mul'),
  Div: known<Binary, [E, E]>('Div'),
  FloorDiv: known<Binary, [E, E]>('FloorDiv'),
  Mod: known<Binary, [E, E]>('Mod'),
  Pow: known<Binary, [E, E]>('Pow'),
  Compare: known<Compare, [E, CompareOperand[]]>('Compare'),
  CompareOperand: known<CompareOperand, [E, string]>('CompareOperand'),
  Output: known<Output, [E[]]>('Output'),
  TemplateData: known<TemplateData, [string]>('TemplateData'),
  If: known<If, [E, Body, Body | null]>('If'),
  NodeList: known<Body, [Statement[]]>('NodeList'),

  Attribute: derived<Attribute, [E, string]>('LookupVal', 'Attribute', ['target', 'name']),
  Slice: derived<Slice, [E | null, E | null, E | null]>('Node', 'Slice', ['start', 'stop', 'step']),
  Filter: derived<Filter, [string, E | null, Arguments]>('Filter', 'Filter', ['name', 'target', 'args']),
  Is: derived<Is, [string, E, Arguments]>('Is', 'Is', ['name', 'target', 'args']),
  ConcatAll: derived<Concat, [E[]]>('Node', 'ConcatAll', ['children']),
  NamespaceTarget: derived<NamespaceTarget, [string, string]>('Node', 'NamespaceTarget', ['name', 'attr']),
  TargetList: derived<TargetList, [Target[]]>('Node', 'TargetList', ['children']),
  ForLoop: derived<For, [Target, E, E | null, boolean, Body, Body | null]>('For', 'ForLoop', [
    'target',
    'arr',
    'test',
    'recursive',
    'body',
    'else_',
  ]),
  MacroBlock: derived<Macro, [string, MacroKind, readonly Parameter[], Body]>('Macro', 'MacroBlock', [
    'name',
    'kind',
    'parameters',
    'body',
  ]),
  CallBlock: derived<CallBlock, [FunCall, readonly Parameter[], Body]>('Node', 'CallBlock', [
    'call',
    'parameters',
    'body',
  ]),
  FilterBlock: derived<FilterBlock, [Filter, Body]>('Node', 'FilterBlock', ['filter', 'body']),
  Assign: derived<SetNode, [Target, E]>('Node', 'Assign', ['target', 'value']),
  SetBlock: derived<SetBlock, [Target, Filter | null, Body]>('Node', 'SetBlock', [
    'target',
    'filter',
    'body',
  ]),
  With: derived<With, [With['targets'], Body]>('Node', 'With', ['targets', 'body']),
  Do: derived<Do, [E]>('Node', 'Do', ['expr']),
  Break: derived<LoopControl, []>('Node', 'Break', []),
  Continue: derived<LoopControl, []>('Node', 'Continue', []),
  ScopedBlock: derived<Scoped, [Body]>('Block', 'ScopedBlock', ['body']),
};
