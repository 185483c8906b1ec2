import { nameOf, type Scope } from "./scope.ts";

/** The ledger's table. Entries are for ever: nothing in it expires, so there is no TTL. */
export function ledger(scope: Scope) {
  const { production } = scope;
  return new aws.dynamodb.Table(
    "ledger",
    {
      name: nameOf(scope, "ledger"),
      billingMode: "PAY_PER_REQUEST",
      hashKey: "pk",
      rangeKey: "sk",
      attributes: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
      ],
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: production,
    },
    { protect: production, retainOnDelete: production },
  );
}
