import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Secrets } from "@driftwheel/core/vocabulary/ports.ts";
import type { Attempted } from "@driftwheel/webhooks/outbound/attempt.ts";
import { attemptTracking } from "@driftwheel/webhooks/tracking/attempt.ts";
import { clock } from "../shell/clock.ts";
import { consolePlace } from "../shell/settings/console-place.ts";
import type { WebhookSettings } from "../shell/settings/webhook-settings.ts";

interface Tools {
  readonly settings: WebhookSettings;
  readonly secrets: Secrets;
}

/**
 * One attempt to write the runs that an entry is told of. The ledger is what is written, so it is read here, and the
 * entry says no more than which runs.
 */
export async function trackingAttempt(
  entry: Entry,
  fleet: Fleet,
  { settings, secrets }: Tools,
): Promise<Attempted> {
  const { experiments, models } = fleet;
  const experiment = models[entry.model]?.experiment;
  if (!experiments || !experiment) throw new Error(`The runs of ${entry.model} are told to nobody.`);
  const { dynamoLedger } = await import("@driftwheel/aws/ledger/ledger.ts");
  const { dynamoRunPages } = await import("@driftwheel/aws/experiments/run-pages.ts");
  const ledger = dynamoLedger({ table: settings.table });
  return await attemptTracking(entry, {
    server: experiments.mlflow,
    experiment: experiment.name,
    place: consolePlace(process.env, fleet),
    api: settings.entriesUrl,
    clock,
    secrets,
    reachable: settings.reachable,
    ledger: () => ledger.read(entry.model),
    async signFor(arn) {
      const { signedFor } = await import("@driftwheel/aws/experiments/sign-request.ts");
      return signedFor(arn, () => clock.now());
    },
    keepPage: (key, url) => dynamoRunPages({ table: settings.table }).keep(entry.model, key, url),
  });
}
