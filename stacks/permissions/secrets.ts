import { linkParameter } from "../parameters/parameters.ts";
import { arnOf, type Scope } from "../scope.ts";
import type { Statement } from "./statement.ts";

/**
 * Reads parameters. Those that are encrypted with AWS's own key of SSM need no more than that; with a key of one's own
 * the reader decrypts too, through SSM and these parameters only.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
export function readParameters(scope: Scope, names: readonly string[]): readonly Statement[] {
  if (names.length === 0) return [];
  const resources = names.map((name) => arnOf(scope, "ssm", `parameter${name}`));
  const { key } = scope.settings.secrets;
  return [
    { actions: ["ssm:GetParameter"], resources },
    ...(key === undefined
      ? []
      : [
          {
            actions: ["kms:Decrypt"],
            resources: [key],
            condition: {
              StringEquals: {
                "kms:ViaService": `ssm.${scope.region}.amazonaws.com`,
                "kms:EncryptionContext:PARAMETER_ARN": resources,
              },
            },
          },
        ]),
  ];
}

/** The key that links are signed with. */
export function readLinkKey(scope: Scope): readonly Statement[] {
  return readParameters(scope, [linkParameter(scope)]);
}
