import { defaultRolesClaim } from "@driftwheel/api/authorisation/roles.ts";
import type { ApiPorts } from "@driftwheel/api/ports.ts";
import { dynamoIdleLedger } from "@driftwheel/aws/ledger/idle-ledger.ts";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { dynamoDeliveryLog } from "@driftwheel/aws/webhooks/delivery-log.ts";
import { readState } from "@driftwheel/core/decider/read-state.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { clock } from "../shell/clock.ts";
import { once } from "../shell/once.ts";
import { consolePlace } from "../shell/settings/console-place.ts";
import type { ApiSettings } from "./api-settings.ts";

/**
 * AWS, by the process's own credentials. The ledger is read here and written by the function `command` alone. Most
 * requests read; the clients of what commands, links and redrives need are loaded by the first of them.
 */
export function awsApiPorts(settings: ApiSettings, fleet: Fleet, warn: ApiPorts["warn"]): ApiPorts {
  const ledger = dynamoLedger({ table: settings.table });
  const deliveries = dynamoDeliveryLog({ table: settings.table });
  const secrets = once(async () => (await import("@driftwheel/aws/alerts/secrets.ts")).ssmSecrets({ clock }));
  const { linkSecret, originSecret } = settings;
  return {
    fleet,
    clock,
    warn,
    roles: { members: settings.members, claim: settings.claim ?? defaultRolesClaim },
    ledger: {
      read: (model) => ledger.read(model),
      page: (model, request) => ledger.page(model, request),
      state: async (model) => (await readState(model, { ledger, snapshots: ledger })).state,
    },
    idleLedger: dynamoIdleLedger({ table: settings.table }),
    async give(command) {
      const { giveCommand } = await import("@driftwheel/aws/ledger/give-command.ts");
      return await giveCommand(settings.commandFunction)(command);
    },
    pages: {
      place: consolePlace(process.env, fleet),
      async run(model, key) {
        const { dynamoRunPages } = await import("@driftwheel/aws/experiments/run-pages.ts");
        return await dynamoRunPages({ table: settings.table }).page(model, key);
      },
    },
    distributions: {
      async window(report) {
        const { windowStatisticsText } = await import("@driftwheel/aws/monitor/distributions.ts");
        return await windowStatisticsText(report);
      },
      async baseline(champion, fallback) {
        const { baselineText } = await import("@driftwheel/aws/monitor/distributions.ts");
        return await baselineText(champion, fallback);
      },
    },
    deliveries,
    redrive: {
      async redrive(subscription, ids) {
        const { redriveOf } = await import("@driftwheel/aws/webhooks/redrive.ts");
        const { startDelivery } = await import("@driftwheel/aws/webhooks/start-delivery.ts");
        const start = startDelivery(settings.deliveryFunction);
        return await redriveOf({ log: deliveries, start }).redrive(subscription, ids);
      },
    },
    async readLink(token) {
      const { readLink } = await import("@driftwheel/aws/alerts/links.ts");
      const read = async (keys: readonly string[]) => await readLink(token, keys, clock.now());
      const answer = await read(await (await secrets()).read(linkSecret));
      if (!("refused" in answer) || answer.refused !== "altered") return answer;
      // Signed with a key that took the old one's place a moment ago, perhaps.
      const newer = await (await secrets()).readAgain(linkSecret);
      return newer ? await read(newer) : answer;
    },
    originSecrets: originSecret === null ? null : async () => await (await secrets()).read(originSecret),
  };
}
