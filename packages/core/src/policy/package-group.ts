import type { Fault } from "./refusal/fault.ts";

/** A model package group as a policy names it: by its name, or by its ARN where another account shares it. */
export interface PackageGroup {
  readonly name: string;
  /** Null for a name alone, which is of the account and region that Driftwheel is deployed in. */
  readonly of: { readonly partition: string; readonly region: string; readonly account: string } | null;
}

/** Region and account of an ARN: `arn:<partition>:sagemaker:<region>:<account>:`. */
const beginning = String.raw`arn:(aws(?:-[a-z]+)*):sagemaker:([a-z0-9-]{9,16}):(\d{12}):`;
const groupName = "[a-zA-Z0-9](?:-*[a-zA-Z0-9]){0,62}";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModelPackages.html */
export const packageGroupPattern = new RegExp(`^(?:${beginning}model-package-group/)?(${groupName})$`);
const packagePattern = new RegExp(`^${beginning}model-package/`);

/** @throws RangeError for a text that a policy would not take. */
export function packageGroupOf(written: string): PackageGroup {
  const match = packageGroupPattern.exec(written);
  const [, partition, region, account, name] = match ?? [];
  if (name === undefined)
    throw new RangeError(`${written} is no model package group; expected its name or its ARN`);
  return { name, of: partition && region && account ? { partition, region, account } : null };
}

/**
 * True for a version of the group. Of a group that is named without an account every group of that name will do: its
 * events come from the account that Driftwheel is in, and from those that it was told to listen to.
 *
 * @param arn of the model package version
 */
export function isVersionOf(
  written: string,
  version: { readonly group: string; readonly arn: string },
): boolean {
  const { name, of } = packageGroupOf(written);
  if (name.toLowerCase() !== version.group.toLowerCase()) return false;
  const [, , region, account] = packagePattern.exec(version.arn) ?? [];
  return of === null || (of.region === region && of.account === account);
}

/** Which group is meant: of an ARN the account and region count, and of a name alone nothing more is known. */
export function groupMeant(written: string): string {
  const { name, of } = packageGroupOf(written);
  return of ? `${of.region} ${of.account} ${name}` : name;
}

/** What is wrong where a name may stand for the very group that another model names by its ARN. */
export function mixedGroups(
  models: Readonly<Record<string, { readonly packageGroup: string }>>,
): readonly Fault[] {
  const groups = Object.entries(models).map(([model, { packageGroup }]) => ({
    model,
    written: packageGroup,
    ...packageGroupOf(packageGroup),
  }));
  return groups.flatMap(({ model, name, of }): readonly Fault[] => {
    if (of !== null) return [];
    const other = groups.find((one) => one.of && one.name.toLowerCase() === name.toLowerCase());
    return other
      ? [
          {
            path: ["models", model, "packageGroup"],
            problem: `models.${other.model} names a group "${other.name}" by its ARN, which may be the same`,
            remedy: `write the ARN here too, such as "${other.written.replace(/:\d{12}:/, ":111122223333:")}"`,
          },
        ]
      : [];
  });
}

/** The group for people: "frost", or "frost of account 111122223333". */
export function packageGroupInWords(written: string): string {
  const { name, of } = packageGroupOf(written);
  return of ? `${name} of account ${of.account}` : name;
}
