/** Host names of the services that are asked without the SDK, as their names in signatures. */
const hosts = { sagemaker: "runtime.sagemaker", ssm: "ssm", sqs: "sqs" } as const;

export type SignedService = keyof typeof hosts;

/**
 * Where a service is reached: AWS_ENDPOINT_URL where it is set, as for the SDK, and its regional endpoint otherwise.
 * https://docs.aws.amazon.com/general/latest/gr/sagemaker.html
 *
 * @returns without a slash at its end
 */
export function serviceUrl(
  service: SignedService,
  { AWS_ENDPOINT_URL, AWS_REGION = "us-east-1" }: Readonly<Record<string, string | undefined>>,
): string {
  if (AWS_ENDPOINT_URL) return AWS_ENDPOINT_URL.replace(/\/+$/, "");
  // https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
  const suffix = AWS_REGION.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://${hosts[service]}.${AWS_REGION}.${suffix}`;
}
