import { code, json, named, table } from "./markdown.ts";
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

/** Everything that a role may do by its policies, wherever the graph says it. */
function permissionsOfRole(role: PlannedResource, resources: readonly PlannedResource[]) {
  const own = [text(role, "name"), role.name];
  const ofRole = (resource: PlannedResource) => own.includes(text(resource, "role"));
  const inline = list(role.properties.inlinePolicies).map((policy) => object(policy)?.policy);
  const separate = ofType(resources, "aws:iam/rolePolicy:RolePolicy")
    .filter(ofRole)
    .map(({ properties }) => properties.policy);
  const attached = attachments(resources)
    .filter(ofRole)
    .map(({ properties }) => named(properties.policyArn));
  const managed = ofType(resources, "aws:iam/policy:Policy")
    .filter((policy) => attached.includes(text(policy, "name") ?? policy.name))
    .map(({ properties }) => properties.policy);
  return [...inline, ...separate, ...managed].flatMap(permissionsOf);
}

const attachments = (resources: readonly PlannedResource[]) =>
  ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");

/** Attached policies that the graph does not hold: AWS's own, whose text it cannot show. */
function foreign(role: PlannedResource, resources: readonly PlannedResource[]): readonly string[] {
  const known = ofType(resources, "aws:iam/policy:Policy").map(
    (policy) => text(policy, "name") ?? policy.name,
  );
  return attachments(resources)
    .filter((one) => [text(role, "name"), role.name].includes(text(one, "role")))
    .flatMap(({ properties }) => strings(properties.policyArn))
    .concat(strings(role.properties.managedPolicyArns))
    .filter((arn) => !known.includes(named(arn)));
}

/** A table for each role: who may take it, and what it may do. */
export function renderRoles(resources: readonly PlannedResource[]): string {
  return ofType(resources, "aws:iam/role:Role")
    .map((role) => {
      const trusted = list(object(role.properties.assumeRolePolicy)?.Statement)
        .flatMap((statement) => Object.values(object(object(statement)?.Principal) ?? {}))
        .flatMap(strings);
      const managed = foreign(role, resources);
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
        ...(managed.length > 0
          ? [`Policies that are not in the graph: ${managed.map(code).join(", ")}.`]
          : []),
        table(["action", "resource", "condition"], rows),
      ].join("\n\n");
    })
    .join("\n\n");
}
