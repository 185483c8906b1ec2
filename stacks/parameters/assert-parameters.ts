import type { Scope } from "../scope.ts";
import { hookParameters, linkParameter, originParameter, unique, webhookParameters } from "./parameters.ts";

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
