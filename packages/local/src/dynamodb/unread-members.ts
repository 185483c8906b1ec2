import { createRequire } from "node:module";
import { z } from "zod";

const require = createRequire(import.meta.url);
const validation = z.object({ types: z.record(z.string(), z.unknown()) });
const read = new Map<string, ReadonlySet<string>>([
  ["TransactWriteItems", new Set(["TransactItems", "ClientRequestToken"])],
  ["TransactGetItems", new Set(["TransactItems"])],
  ["UpdateTimeToLive", new Set(["TableName", "TimeToLiveSpecification"])],
]);
const readHere = new Set(["ReturnValuesOnConditionCheckFailure", "DeletionProtectionEnabled"]);

/** The members of a request that do nothing: `types` of dynalite's `validations/<operation>.js` are those that it reads. */
export function unreadMembers(
  operation: string,
  input: Readonly<Record<string, unknown>>,
): readonly string[] {
  const known = read.get(operation) ?? membersOf(operation);
  read.set(operation, known);
  return Object.keys(input).filter((member) => !known.has(member) && !readHere.has(member));
}

function membersOf(operation: string): ReadonlySet<string> {
  const file = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}.js`;
  return new Set(Object.keys(validation.parse(require(`dynalite/validations/${file}`)).types));
}
