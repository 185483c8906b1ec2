import type { AwsOptions } from "../context/context.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings for an SDK client: AWS itself by the usual environment, or what listens at `--endpoint-url`. */
export function clientSettings({ endpointUrl }: AwsOptions, environment: Environment) {
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? "us-east-1";
  if (!endpointUrl) return { region };
  // The AWS on this machine asks for a signature and checks none.
  const anyone = { accessKeyId: "local", secretAccessKey: "local" };
  return isHere(endpointUrl) && !hasCredentials(environment)
    ? { region, endpoint: endpointUrl, credentials: anyone }
    : { region, endpoint: endpointUrl };
}

/** True when the environment says that AWS is to be asked. */
export function hasAws(environment: Environment): boolean {
  return [
    "AWS_ENDPOINT_URL",
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
  ].some((name) => Boolean(environment[name]));
}

/** True when the environment says itself who asks. */
export function hasCredentials(environment: Environment): boolean {
  return Boolean(environment.AWS_ACCESS_KEY_ID ?? environment.AWS_PROFILE);
}

/** True for an address on this machine. */
export function isHere(url: string): boolean {
  return URL.canParse(url) && ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}

/** The adapters' clients read where to ask, and as whom, from the environment of the process. */
export function pointTo(endpointUrl: string): void {
  process.env.AWS_ENDPOINT_URL = endpointUrl;
  process.env.AWS_REGION ??= "us-east-1";
  // The AWS on this machine asks for a signature and checks none.
  if (!isHere(endpointUrl) || hasCredentials(process.env)) return;
  process.env.AWS_ACCESS_KEY_ID = "local";
  process.env.AWS_SECRET_ACCESS_KEY = "local";
}
