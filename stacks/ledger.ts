import type { Deploying } from "./deploying.ts";
import { nameOf } from "./scope.ts";

/**
 * The ledger's table. Entries are for ever and have no attribute `expires`; what webhooks leave beside them has it: the
 * logs of deliveries, and what tells a hook that was sent before.
 */
export function ledger(scope: Deploying) {
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
      // Which items were written, and not what is in them: stacks/overwritten.ts listens.
      streamEnabled: true,
      streamViewType: "KEYS_ONLY",
      ttl: { attributeName: "expires", enabled: true },
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: production,
    },
    { ...scope.within, protect: production, retainOnDelete: production },
  );
}
