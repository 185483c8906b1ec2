import type { AlertOffice } from "@driftwheel/core/alerts/tell-alert.ts";
import type { Telling } from "@driftwheel/core/policy/telling.ts";
import type { Clock, Secrets } from "@driftwheel/core/vocabulary/ports.ts";
import { dynamoAlertDesk } from "./alert-desk.ts";
import { publishAlert, type Topics } from "./publish-alert.ts";
import { linkSigner } from "./sign-links.ts";

/** Where alerts are told, and what that needs to know of the place. */
export interface AlertPlace {
  readonly topics: Topics;
  /** The ledger's table, which holds the alert desk. */
  readonly table: string;
  /** The fleet's; the usual ones unless given. */
  readonly telling?: Telling | undefined;
  /** Public base URL of the API without a slash at its end; without it alerts name commands instead of links. */
  readonly apiUrl: string | null;
  /** Name of the SSM parameter with the key of links. */
  readonly linkSecret: string | null;
  readonly clock: Clock;
}

/** The alert desk in DynamoDB, links signed with a key from SSM, topics of SNS. */
export function awsOffice({ topics, table, telling, apiUrl, linkSecret, clock }: AlertPlace): AlertOffice {
  return {
    desk: dynamoAlertDesk({ table }),
    telling,
    clock,
    sign: linkSigner({ apiUrl, linkSecret, secrets: secretsOfProcess(clock) }),
    publish: (alert) => publishAlert(alert, topics),
  };
}

let remembered: Promise<Secrets> | null = null;

/** Loaded by the first alert with links, and remembered by the process: they outlive the invocation that read them. */
function secretsOfProcess(clock: Clock): Secrets {
  return {
    async read(name) {
      remembered ??= import("./secrets.ts").then(({ ssmSecrets }) => ssmSecrets({ clock }));
      return (await remembered).read(name);
    },
  };
}
