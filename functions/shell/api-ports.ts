import { defaultRolesClaim } from "@driftwheel/api/authorisation/roles.ts";
import type { ApiPorts } from "@driftwheel/api/ports.ts";
import { dynamoDeliveryLog } from "@driftwheel/aws/delivery-log.ts";
import { giveCommand } from "@driftwheel/aws/give-command.ts";
import { dynamoLedger } from "@driftwheel/aws/ledger.ts";
import { readLink } from "@driftwheel/aws/links.ts";
import { redriveOf } from "@driftwheel/aws/redrive.ts";
import { ssmSecrets } from "@driftwheel/aws/secrets.ts";
import { startDelivery } from "@driftwheel/aws/start-delivery.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { readState } from "@driftwheel/core/shell/read-state.ts";
import type { ApiSettings } from "./api-settings.ts";
import { clock } from "./clock.ts";

/** AWS, by the process's own credentials. The ledger is read here and written by the function `command` alone. */
export function awsApiPorts(settings: ApiSettings, fleet: Fleet, warn: ApiPorts["warn"]): ApiPorts {
  const ledger = dynamoLedger({ table: settings.table });
  const secrets = ssmSecrets({ clock });
  const deliveries = dynamoDeliveryLog({ table: settings.table });
  const { linkSecret, originSecret } = settings;
  return {
    fleet,
    clock,
    warn,
    roles: { members: settings.members, claim: settings.claim ?? defaultRolesClaim },
    ledger: {
      read: (model) => ledger.read(model),
      state: async (model) => (await readState(model, { ledger, snapshots: ledger })).state,
    },
    give: giveCommand(settings.commandFunction),
    deliveries,
    redrive: redriveOf({ log: deliveries, start: startDelivery(settings.deliveryFunction) }),
    async readLink(token) {
      const read = async (keys: readonly string[]) => await readLink(token, keys, clock.now());
      const answer = await read(await secrets.read(linkSecret));
      if (!("refused" in answer) || answer.refused !== "altered") return answer;
      // Signed with a key that took the old one's place a moment ago, perhaps.
      const newer = await secrets.readAgain(linkSecret);
      return newer ? await read(newer) : answer;
    },
    originSecrets: originSecret === null ? null : () => secrets.read(originSecret),
  };
}
