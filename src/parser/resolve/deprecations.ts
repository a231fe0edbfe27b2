import { searchName } from '../../manifest/ids.js';
import type { Manifest, ManifestNode, ModelNode } from '../../manifest/types.js';
import type { ParseSession } from '../session.js';

/** Warns of models past their deprecation_date, and of references to models that have one (features B22). */
export function warnDeprecations(session: ParseSession): void {
  const { manifest, project } = session;
  const now = Date.parse(project.invocation.startedAt);
  const deprecated = new Map<string, ModelNode>();
  for (const node of session.models()) {
    if (node.deprecation_date === null) continue;
    deprecated.set(node.unique_id, node);
    if (Date.parse(node.deprecation_date) >= now) continue;
    session.log.warn({
      name: 'DeprecatedModel',
      code: 'I065',
      msg: `Model ${searchName(node)} has passed its deprecation date of ${node.deprecation_date}. This model should be disabled or removed.`,
      data: { model_name: node.name, model_version: node.version, deprecation_date: node.deprecation_date },
    });
  }
  if (deprecated.size === 0) return;
  for (const node of Object.values(manifest.nodes)) {
    if (node.resource_type === 'seed' || node.config.enabled === false) continue;
    for (const id of node.depends_on.nodes) {
      const target = deprecated.get(id);
      if (target !== undefined && node.resource_type !== 'test') warnReference(session, node, target, now);
    }
  }
}

function warnReference(session: ParseSession, node: ManifestNode, target: ModelNode, now: number): void {
  const date = target.deprecation_date!;
  const isPast = Date.parse(date) < now;
  const when = isPast ? 'was deprecated on' : 'is slated for deprecation on';
  const latest = newerVersion(session.manifest, target);
  const newer =
    latest === undefined
      ? ''
      : ` A new version of '${target.name}' is available. Migrate now: {{ ref('${target.package_name}', '${target.name}', v='${latest}') }}.`;
  session.log.warn({
    name: isPast ? 'DeprecatedReference' : 'UpcomingReferenceDeprecation',
    code: isPast ? 'I067' : 'I066',
    msg: `While compiling '${node.name}': Found a reference to ${searchName(target)}, which ${when} '${date}'.${newer}`,
    data: { model_name: node.name, ref_model_name: target.name, ref_model_deprecation_date: date },
  });
}

/** The latest version, where it is another one. */
function newerVersion({ nodes }: Manifest, target: ModelNode): string | number | undefined {
  const { version, latest_version: latest, package_name, name } = target;
  if (version === null || latest === null || String(version) === String(latest)) return undefined;
  return `model.${package_name}.${name}.v${latest}` in nodes ? latest : undefined;
}
