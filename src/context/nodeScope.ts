import type { BaseScope, OnRead, VarSource } from '../basecontext/types.js';
import { hasJinja } from '../jinja/engine.js';
import type { RenderContext } from '../jinja/types.js';
import type { Value } from '../jinja/values/types.js';
import type { Logger } from '../log/types.js';
import type { FunctionNode, Macro, ManifestNode } from '../manifest/types.js';
import type { Flags, Invocation } from '../project/types.js';
import { parseYaml } from '../project/yaml.js';
import { compileShared, type ProjectFacts, projectFacts } from './projectFacts.js';
import { StatementResults } from './statementResults.js';
import type { ContextEnvironment } from './types.js';

/** What a context is made for: a node (hooks are operation nodes), or a macro that is run by itself. */
export type Subject = ManifestNode | FunctionNode | Macro;

export interface NodeScopeOptions {
  readonly environment: ContextEnvironment;
  readonly subject: Subject;
  readonly context: RenderContext;
  readonly onRead?: OnRead;
  /** What `var()` does for a var without value and default. */
  readonly missingVars: 'error' | 'none';
}

/** The state behind the names of one render. Everything in it is made when first needed. */
export class NodeScope implements BaseScope {
  readonly environment: ContextEnvironment;
  readonly subject: Subject;
  readonly context: RenderContext;
  readonly onRead?: OnRead;
  private readonly missingVars: 'error' | 'none';
  private storedResults: StatementResults | undefined;
  private storedVars: VarSource | undefined;

  constructor(options: NodeScopeOptions) {
    this.environment = options.environment;
    this.subject = options.subject;
    this.context = options.context;
    this.onRead = options.onRead;
    this.missingVars = options.missingVars;
  }

  get invocation(): Invocation {
    return this.environment.project.invocation;
  }
  get flags(): Flags {
    return this.environment.project.flags;
  }
  get log(): Logger {
    return this.environment.log;
  }
  get facts(): ProjectFacts {
    return projectFacts(this.environment);
  }
  get target(): Readonly<Record<string, Value>> {
    return this.facts.target;
  }
  get results(): StatementResults {
    this.storedResults ??= new StatementResults();
    return this.storedResults;
  }
  get vars(): VarSource {
    this.storedVars ??= {
      ...this.facts.varsFor(this.subject.package_name),
      owner: this.subject.name,
      missing: this.missingVars,
      render: (text) => this.render(text, 'a var'),
    };
    return this.storedVars;
  }

  parseYaml(text: string): Value {
    return parseYaml(text, 'the text given to fromyaml()').value;
  }

  /** Renders text in this context; `origin` stands for a file name in errors. A promise where macros are asynchronous. */
  render(text: string, origin: string): Value {
    if (!hasJinja(text)) return text;
    const template = compileShared(this.environment, text, origin);
    return this.context.mode === 'sync' ? template.renderSync(this.context) : template.render(this.context);
  }
}
