import type { IdlePolicy } from "../policy/idle/idle.ts";
import type { AppResources, IdleApp, IdleTimeouts } from "./inventory.ts";
import type { Tags } from "./resource.ts";

interface On {
  readonly name: string;
  readonly arn: string;
}

type AppPolicy = NonNullable<NonNullable<IdlePolicy["studio"]>["apps"]>;

/** By what an app is known to be idle: what Canvas says of itself, or a metric that the team's apps publish. */
export type AppProof =
  | { readonly by: "canvas"; readonly unusedFor: number }
  | ({ readonly by: "metric" } & NonNullable<AppPolicy["busy"]>);

/** What is done to an idle resource, with what it must still be for it, and what an undo needs. */
export type IdleAct =
  | (On & { readonly operation: "stop-notebook"; readonly changedAt: string })
  | (On & {
      readonly operation: "delete-endpoint";
      readonly config: string;
      readonly createdAt: string;
      readonly changedAt: string;
      readonly variants: readonly string[];
      /** Nobody asked it from then on, ISO 8601. */
      readonly quietSince: string;
      readonly tags: Tags;
    })
  | (On & {
      readonly operation: "set-idle-timeout";
      readonly of: "studio-domain" | "studio-user-profile" | "studio-space";
      readonly domain: string;
      readonly apps: readonly IdleApp[];
      readonly minutes: number;
      readonly before: IdleTimeouts;
    })
  | (On & {
      readonly operation: "delete-app";
      readonly domain: string;
      readonly app: string;
      readonly type: string;
      readonly userProfile: string | null;
      readonly space: string | null;
      readonly createdAt: string;
      readonly proof: AppProof;
      readonly resources: AppResources | null;
      readonly tags: Tags;
    })
  | (On & { readonly operation: "delete-model"; readonly createdAt: string })
  | (On & { readonly operation: "delete-endpoint-config"; readonly createdAt: string });

/** How one command takes it back; null where AWS cannot. */
export function undoneBy({ operation }: IdleAct): string | null {
  switch (operation) {
    case "stop-notebook":
      return "the instance is started again";
    case "delete-endpoint":
      return "the endpoint is made again of the same config, with the same tags";
    case "set-idle-timeout":
      return "the settings are as before";
    case "delete-app":
      return "the app is made again on the same space or profile, whose files stayed";
    case "delete-model":
    case "delete-endpoint-config":
      return null;
  }
}

export function actInWords(act: IdleAct): string {
  switch (act.operation) {
    case "stop-notebook":
      return "stop it";
    case "delete-endpoint":
      return `delete it, and keep its config ${act.config}`;
    case "set-idle-timeout":
      return `set ${act.minutes} minutes as the idle timeout of ${act.apps.join(" and ")}`;
    case "delete-app":
      return `delete the app, and keep the files of ${act.space ?? act.userProfile}`;
    case "delete-model":
    case "delete-endpoint-config":
      return "delete it, which cannot be undone";
  }
}
