import { code, json, table } from "./markdown.ts";
import { list, object, ofType, type PlannedResource, text, words } from "./resource.ts";

interface Permission {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: string;
}

const strings = (value: unknown): readonly string[] =>
  list(value)
    .map((one) => words(one, json(one)))
    .toSorted();

/** The statements of a policy document, given as JSON text or as an object. */
function permissionsOf(document: unknown): readonly Permission[] {
  return list(object(document)?.Statement).map((statement) => {
    const fields = object(statement) ?? {};
    return {
      effect: words(fields.Effect, "Allow"),
      actions: strings(fields.Action ?? fields.NotAction),
      resources: strings(fields.Resource ?? fields.NotResource),
      condition: fields.Condition === undefined ? "" : code(json(fields.Condition)),
    };
  });
}

/** Everything that a role's own policies allow, wherever the graph says it. */
function permissionsOfRole(role: PlannedResource, resources: readonly PlannedResource[]) {
  const inline = list(role.properties.inlinePolicies).map((policy) => object(policy)?.policy);
  const own = [text(role, "name"), role.name];
  const separate = ofType(resources, "aws:iam/rolePolicy:RolePolicy")
    .filter((policy) => own.includes(text(policy, "role")))
    .map(({ properties }) => properties.policy);
  return [...inline, ...separate].flatMap(permissionsOf);
}

/** A table for each role: who may take it, and what it may do. */
export function renderRoles(resources: readonly PlannedResource[]): string {
  return ofType(resources, "aws:iam/role:Role")
    .map((role) => {
      const trusted = list(object(role.properties.assumeRolePolicy)?.Statement)
        .flatMap((statement) => Object.values(object(object(statement)?.Principal) ?? {}))
        .flatMap(strings);
      const managed = strings(role.properties.managedPolicyArns);
      const rows = permissionsOfRole(role, resources)
        .flatMap(({ effect, actions, resources: on, condition }) =>
          actions.map((action) => [
            effect === "Allow" ? code(action) : `${effect}: ${code(action)}`,
            on.map(code).join("<br>"),
            condition,
          ]),
        )
        .toSorted((one, other) => json(one).localeCompare(json(other), "en"));
      return [
        `### ${role.name}`,
        `Taken by: ${trusted.toSorted().map(code).join(", ") || "nobody"}.`,
        ...(managed.length > 0 ? [`Managed policies: ${managed.map(code).join(", ")}.`] : []),
        table(["action", "resource", "condition"], rows),
      ].join("\n\n");
    })
    .join("\n\n");
}
