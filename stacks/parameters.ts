import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { Scope } from "./scope.ts";

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

/**
 * Looks for every parameter before anything is created. The values stay encrypted; nothing of the answer is kept.
 *
 * @throws Error naming the parameter that is missing, or stored in plain text.
 */
export async function assertParameters(scope: Scope): Promise<void> {
  const origin = originParameter(scope);
  const names = unique([
    linkParameter(scope),
    ...(origin === null ? [] : [origin]),
    ...hookParameters(scope.fleet),
    ...webhookParameters(scope.fleet),
  ]);
  const wrong: string[] = [];
  for (const name of names) {
    const found = await aws.ssm.getParameter({ name, withDecryption: false }).catch(() => null);
    if (found === null) wrong.push(`${name} is not there, or the deployer may not look`);
    else if (found.type !== "SecureString") wrong.push(`${name} is a ${found.type}, not a SecureString`);
  }
  if (wrong.length === 0) return;
  throw new Error(
    `SSM parameters hold the secrets, and these cannot be used:\n${wrong.map((line) => `  ${line}`).join("\n")}\n` +
      'Put one with: aws ssm put-parameter --type SecureString --name <name> --value "$(openssl rand -base64 32)"',
  );
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
