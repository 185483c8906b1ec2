/** Where a fleet's resources are looked at. */
export interface ConsolePlace {
  /** Of the fleet's endpoints; what has an ARN says its own. */
  readonly region: string;
  /** Id of the team's SageMaker domain, `d-...`; null where the fleet names none. */
  readonly studioDomain: string | null;
}

/** A page with a name that people read. */
export interface ConsoleLink {
  readonly label: string;
  readonly url: string;
}

/**
 * The console's hosts by partition. No public page tells of those of other partitions, and there is no link there.
 * https://docs.aws.amazon.com/general/latest/gr/mgmt-console.html,
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/introduction.html,
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-console.html
 */
const hosts: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** `https://eu-west-1.console.aws.amazon.com/<service>/home?region=eu-west-1#<page>`; null where no host is known. */
export function consoleUrl(partition: string, region: string, service: string, page: string): string | null {
  const host = hosts[partition];
  if (host === undefined) return null;
  return `https://${region}.${host}/${service}/home?region=${region}#${page}`;
}

/**
 * A page of Studio in the team's domain, as SageMaker's own Python SDK writes it. Nothing tells which host Studio has
 * in other partitions, and there is no link there.
 * https://github.com/aws/sagemaker-python-sdk/blob/master/sagemaker-train/src/sagemaker/train/common_utils/metrics_visualizer.py
 */
export function studioUrl(partition: string, region: string, domain: string | null, page: string) {
  return partition === "aws" && domain !== null
    ? `https://studio-${domain}.studio.${region}.sagemaker.aws${page}`
    : null;
}

/** The partition that a region is of, by the beginning of its name. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return /^[a-z]{2}-[a-z]+-\d+$/.test(region) ? "aws" : "another";
}
