import { exceptions } from "../rules/exceptions.ts";
import { rules } from "../rules/rules.ts";
import { code, table } from "./markdown.ts";

/** Which rules of scanners a deployment meets, and what it leaves open, with the reason. */
export function renderSecurity(): string {
  const met = rules.filter(({ id }) => !exceptions.some(({ rule }) => rule === id));
  return `# What scanners find

Written by \`npm run deploy:plan\` from \`stacks/rules/\`; change that, not this. The rules are those of
[Checkov](https://www.checkov.io/5.Policy%20Index/terraform.html) and
[cdk-nag](https://github.com/cdklabs/cdk-nag/blob/main/RULES.md) that a first scan of the deployment named. Each is a check
of the resources that are deployed, and \`npm run test:deploy\` fails when one of them is met neither by a resource nor by
the list below, and when the list allows what no resource needs any more.
What a deployment assumes is in [SECURITY.md](../../SECURITY.md).

## Met by every resource

${table(
  ["rule", "wants"],
  met.map(({ id, wants }) => [code(id), wants]),
)}

## Left open, and why

A resource that is not named here meets the rule.

${table(
  ["rule", "wants", "left open by", "because"],
  exceptions.map(({ rule, kind, of, reason }) => [
    code(rule),
    rules.find(({ id }) => id === rule)?.wants ?? "",
    of === undefined ? `every ${code(kind)}` : code(readable(of)),
    reason,
  ]),
)}
`;
}

/** A pattern as a person writes it: without anchors, and without what only quotes. */
function readable({ source }: RegExp): string {
  return source.replaceAll(/^\^|\$$/g, "").replaceAll(/\\(.)/g, "$1");
}
