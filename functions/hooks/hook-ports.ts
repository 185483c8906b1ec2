import { ssmSecrets } from "@driftwheel/aws/alerts/secrets.ts";
import type { HookPorts } from "@driftwheel/webhooks/inbound/ports.ts";
import { clock } from "../shell/clock.ts";
import { once } from "../shell/once.ts";
import type { HookSettings } from "./hook-settings.ts";

/**
 * AWS, by the process's own credentials. Secrets are needed by every request; the clients of what genuine requests
 * lead to are loaded by the first of them.
 */
export function awsHookPorts({ table, bus }: HookSettings): HookPorts {
  const deliveries = once(async () =>
    (await import("@driftwheel/aws/webhooks/hook-deliveries.ts")).dynamoHookDeliveries({ table }),
  );
  return {
    clock,
    secrets: ssmSecrets({ clock }),
    deliveries: {
      claim: async (...asked) => (await deliveries()).claim(...asked),
      confirm: async (...asked) => (await deliveries()).confirm(...asked),
      release: async (...asked) => (await deliveries()).release(...asked),
    },
    async putEvent({ bus: which, source, detailType, detail }, at) {
      const { putEvent } = await import("@driftwheel/aws/put-event.ts");
      await putEvent({
        ...(which === "driftwheel" ? { EventBusName: bus } : {}),
        Source: source,
        DetailType: detailType,
        Detail: JSON.stringify(detail),
        Time: at,
      });
    },
    async countOutcome(endpoint, outcome) {
      const { putOutcomes } = await import("@driftwheel/aws/monitor/outcome-metrics.ts");
      try {
        await putOutcomes(endpoint, [outcome]);
        return "counted";
      } catch (error) {
        if (wasRefused(error)) return "not-counted";
        throw error;
      }
    },
  };
}

/** CloudWatch answered with the caller's fault or with "slow down"; then nothing was counted. */
function wasRefused(error: unknown): boolean {
  if (!(error instanceof Error) || !("$metadata" in error)) return false;
  // Every error of the SDK has it; the status is there when the service has answered.
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode !== undefined && httpStatusCode >= 400 && httpStatusCode < 500;
}
