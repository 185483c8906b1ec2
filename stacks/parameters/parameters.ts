import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { Scope } from "../scope.ts";

/** The parameter with the key that links are signed with. */
export function linkParameter({ stage, settings }: Pick<Scope, "stage" | "settings">): string {
  return settings.secrets.links ?? `/driftwheel/${stage}/links`;
}

/** The parameter with what the distribution proves itself with; null when nothing stands before the API. */
export function originParameter({ stage, settings }: Pick<Scope, "stage" | "settings">): string | null {
  if (!settings.api.waf) return null;
  return settings.secrets.origin ?? `/driftwheel/${stage}/origin`;
}

/** Those that prove who sent a webhook. */
export function hookParameters({ hooks }: Fleet): readonly string[] {
  return unique(Object.values(hooks ?? {}).map(({ secret }) => secret));
}

/** Those that webhooks are signed with, and addresses that are secrets themselves. */
export function webhookParameters({ webhooks }: Fleet): readonly string[] {
  return unique(
    Object.values(webhooks ?? {}).flatMap(({ url, secret }) => [
      ...(typeof url === "string" ? [] : [url.parameter]),
      ...(secret === undefined ? [] : [secret]),
    ]),
  );
}

/** Where the experiments' server is, and what proves to it who asks. */
export function experimentParameters({ experiments }: Fleet): readonly string[] {
  const { url, token, password } = experiments?.mlflow ?? {};
  return unique(
    [typeof url === "string" ? undefined : url, token, password].flatMap((secret) =>
      secret === undefined ? [] : [secret.parameter],
    ),
  );
}

export function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
