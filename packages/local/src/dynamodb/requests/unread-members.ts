import { operationOf } from "../load-dynalite.ts";

const read = new Map<string, ReadonlySet<string>>([
  ["TransactWriteItems", new Set(["TransactItems", "ClientRequestToken"])],
  ["TransactGetItems", new Set(["TransactItems"])],
  ["UpdateTimeToLive", new Set(["TableName", "TimeToLiveSpecification"])],
]);
const readHere = new Set([
  "ReturnValuesOnConditionCheckFailure",
  "DeletionProtectionEnabled",
  "ConsistentRead",
  "Tags",
]);

/** The members of a request that do nothing: those of its `types` are the ones that dynalite reads. */
export function unreadMembers(
  operation: string,
  input: Readonly<Record<string, unknown>>,
): readonly string[] {
  const known = read.get(operation) ?? new Set(Object.keys(operationOf(operation).types));
  read.set(operation, known);
  return Object.keys(input).filter((member) => !known.has(member) && !readHere.has(member));
}
