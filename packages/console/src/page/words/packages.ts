/** `arn:aws:sagemaker:eu-north-1:111122223333:model-package/frost/5` -> `frost/5`; anything else as it is. */
export function shortArn(arn: string): string {
  return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:[^/]+\/(.+)$/.exec(arn)?.[1] ?? arn;
}

export function versionWords(version: number | null): string {
  return version === null ? "a version that is not known" : `version ${version}`;
}
