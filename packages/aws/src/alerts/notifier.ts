import type { Notifier } from "@driftwheel/core/alerts/notifier.ts";
import type { NotificationSettings } from "@driftwheel/core/policy/notification-settings.ts";
import type { Clock, Secrets } from "@driftwheel/core/vocabulary/ports.ts";
import type { ConsolePlace } from "@driftwheel/core/words/console/console-place.ts";
import { dynamoDigestStore } from "./digest-store.ts";
import { publishAlert, type Topics } from "./publish-alert.ts";
import { linkSigner } from "./sign-links.ts";

/** What sending alerts by AWS needs to know. */
export interface NotifierSettings {
  readonly topics: Topics;
  /** The ledger's table, which holds the fleet's digest state too. */
  readonly table: string;
  /** The fleet's; the usual ones unless given. */
  readonly notifications?: NotificationSettings | undefined;
  /** Public base URL of the API without a slash at its end; without it alerts name commands instead of links. */
  readonly apiUrl: string | null;
  /** Name of the SSM parameter with the key of links. */
  readonly linkSecret: string | null;
  /** Where people look at what alerts are about; nowhere unless given. */
  readonly place?: ConsolePlace | null;
  /** Whether runs are written to a tracking server. */
  readonly tracked?: boolean;
  readonly clock: Clock;
  /** Takes what an operator should know of an alert that was sent all the same; nobody unless given. */
  readonly warn?: (message: string) => void;
}

/** Digests kept in DynamoDB, links signed with a key from SSM, topics of SNS. */
export function awsNotifier(settings: NotifierSettings): Notifier {
  const { topics, table, notifications, apiUrl, linkSecret, clock, warn = () => {} } = settings;
  const { place = null, tracked = false } = settings;
  return {
    digests: dynamoDigestStore({ table }),
    settings: notifications,
    clock,
    sign: linkSigner({ apiUrl, linkSecret, secrets: secretsOfProcess(clock), warn }),
    async pages(alert) {
      if (place === null && !tracked) return [];
      const { alertPages } = await import("./alert-pages.ts");
      return await alertPages({ place, table, tracked, warn })(alert);
    },
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
