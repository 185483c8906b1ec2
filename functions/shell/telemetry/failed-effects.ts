import type { Logger } from "@aws-lambda-powertools/logger";
import type { LedgerStore } from "@driftwheel/core/vocabulary/ports.ts";

/**
 * A ledger of which every act that AWS has refused for good becomes a line of the log, once, by whoever appended it. An
 * alarm counts the lines (stacks/observability/log-metrics.ts): people are told of the entry by an alert, and one of the
 * acts that can be refused is to send it.
 */
export function tellFailedEffects(ledger: LedgerStore, logger: Logger): LedgerStore {
  return {
    read: (model) => ledger.read(model),
    async append(model, entries) {
      const result = await ledger.append(model, entries);
      if (result === "conflict") return result;
      for (const { kind, sequence, data } of entries) {
        if (kind !== "effect-failed") continue;
        const { effect, of, token, error } = data;
        logger.error("effect failed", { model, sequence, effect, of, token, reason: error });
      }
      return result;
    },
  };
}
