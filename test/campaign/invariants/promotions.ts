import type { CreateEndpointConfigInput } from "@aws-sdk/client-sagemaker";
import type { CampaignWorld } from "../world/campaign-world.ts";
import type { Write } from "../world/journal.ts";
import type { Invariant } from "./invariant.ts";
import { clock, entries, ownChanges, rollBacks } from "./ledger-words.ts";

/** By which a person wants a version again that was rolled back. */
const wants = ["start-rollout", "promote", "approve", "undo"];

const comesBack: Invariant = {
  name: "what-was-rolled-back-does-not-come-back",
  promise:
    "No act makes a version that was rolled back the sole one unless a person asked for it anew, but for an act whose process had looked at the ledger before.",
  broken({ world }) {
    const backs = rollBacks(world);
    const asked = entries(world, "command-accepted").filter(({ entry }) =>
      wants.includes(entry.data.command.name),
    );
    return entries(world, "rollout-started").flatMap(({ entry }) => {
      const { rollout, challenger } = entry.data;
      const back = backs.get(rollout);
      if (!back) return [];
      return soleUpdates(world)
        .filter(
          ({ write, variant }) =>
            variant === challenger.variant && (write.lastRead?.sequence ?? 0) >= back.sequence,
        )
        .filter(({ write }) => !asked.some(({ at }) => at > back.at && at <= write.called))
        .map(
          ({ write }) =>
            `Version ${challenger.version} was rolled back at ${clock(back.at)}, and ${write.process} made it the sole variant at ${clock(write.at)}.`,
        );
    });
  },
};

/** Updates of Driftwheel's to a config with one variant. */
function soleUpdates(
  world: CampaignWorld,
): readonly { readonly write: Write & { at: number }; readonly variant: string }[] {
  const configs = world.journal
    .of("write")
    .filter(({ call }) => call === "CreateEndpointConfig")
    // What that operation is called with.
    .map(({ input }) => input as unknown as CreateEndpointConfigInput);
  return ownChanges(world).flatMap((write) => {
    const config = configs.find((one) => one.EndpointConfigName === write.input.EndpointConfigName);
    const [only, ...others] = config?.ProductionVariants ?? [];
    return only?.VariantName && others.length === 0 ? [{ write, variant: only.VariantName }] : [];
  });
}

/** The least that the policy promotes on, in requests of each variant. */
const leastRequests = 20;

const onData: Invariant = {
  name: "no-data-promotes-nothing",
  promise:
    "No version is promoted whose trial counted hardly any requests, whatever the policy says of its deadline, unless a person asked for it.",
  broken({ world }) {
    const promoted = entries(world, "rollout-promoted").filter(({ entry }) => !entry.data.undoes);
    return promoted.flatMap(({ at, entry }) => {
      const { rollout, challenger } = entry.data;
      const begin = entries(world, "rollout-started").find(
        (started) => started.entry.data.rollout === rollout,
      );
      const asked = entries(world, "command-accepted").some(
        (command) =>
          ["promote", "resume"].includes(command.entry.data.command.name) &&
          command.at >= (begin?.at ?? 0) &&
          command.at <= at,
      );
      const looks = entries(world, "rollout-looked").filter((look) => look.entry.data.rollout === rollout);
      const requests = (arm: "champion" | "challenger") =>
        looks.reduce((sum, look) => sum + look.entry.data[arm].invocations, 0);
      const fewest = Math.min(requests("champion"), requests("challenger"));
      return asked || fewest >= leastRequests
        ? []
        : [`Version ${challenger.version} was promoted at ${clock(at)} on ${fewest} requests.`];
    });
  },
};

export const promotions: readonly Invariant[] = [comesBack, onData];
