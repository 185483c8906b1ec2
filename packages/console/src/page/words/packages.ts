import type { RunningRollout } from "../api/api-types.ts";

/** `arn:aws:iam::111122223333:user/ines` -> `user/ines`; what is no ARN stays. */
export function shortArn(arn: string): string {
  return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/.exec(arn)?.[1] ?? arn;
}

/** `arn:aws:sagemaker:eu-north-1:111122223333:model-package/frost/5` -> `frost/5`; what is no package's ARN stays. */
export function shortPackage(arn: string): string {
  return /:model-package\/(.+)$/.exec(arn)?.[1] ?? arn;
}

/** The versions on trial: `version 4`, or `versions 6 and 5`. */
export function onTrialWords({ challenger, others = [] }: RunningRollout): string {
  const versions = [challenger, ...others.map((other) => other.challenger)].map(({ version }) => version);
  return others.length === 0
    ? versionWords(challenger.version)
    : `versions ${versions.slice(0, -1).join(", ")} and ${versions.at(-1)}`;
}

export function versionWords(version: number | null): string {
  return version === null ? "a version that is not known" : `version ${version}`;
}
