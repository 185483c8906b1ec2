import { invalid } from "../errors.ts";
import type { StudioResource } from "./studio-resource.ts";

interface AppPlace {
  readonly DomainId: string;
  readonly UserProfileName?: string | undefined;
  readonly SpaceName?: string | undefined;
  readonly AppType: string;
  readonly AppName: string;
}

/** Only in spaces: https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-spaces.html */
const inSpacesOnly = new Set(["JupyterLab", "CodeEditor"]);

export function appKey({ DomainId, UserProfileName, SpaceName, AppType, AppName }: AppPlace): string {
  return [DomainId, SpaceName ?? UserProfileName, AppType.toLowerCase(), AppName].join("/");
}

/** An app is of a user profile or of a space, and those of today's Studio are of spaces. */
export function assertPlaced({ UserProfileName, SpaceName, AppType }: AppPlace): void {
  if ((UserProfileName === undefined) === (SpaceName === undefined)) {
    throw invalid("Exactly one of UserProfileName and SpaceName must be specified.");
  }
  if (SpaceName === undefined && inSpacesOnly.has(AppType)) {
    throw invalid(`Apps of type ${AppType} must have a SpaceName.`);
  }
}

const day = 86_400_000;

/** Deleted apps are listed for a day: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListApps.html */
export function isListed({ status, lastModifiedTime }: StudioResource, now: Date): boolean {
  return status !== "Deleted" || now.getTime() - lastModifiedTime.getTime() < day;
}

export function describeApp({ arn, status, request, creationTime }: StudioResource, now: Date): object {
  return {
    ...request,
    AppArn: arn,
    Status: status,
    CreationTime: creationTime,
    // The service's health checks move both, whether or not anybody is there.
    ...(status === "InService" ? { LastHealthCheckTimestamp: now, LastUserActivityTimestamp: now } : {}),
  };
}

export function summarizeApp({
  status,
  request,
  creationTime,
}: StudioResource): Readonly<Record<string, unknown>> {
  const { DomainId, UserProfileName, SpaceName, AppType, AppName, ResourceSpec } = request;
  return {
    ...{ DomainId, UserProfileName, SpaceName, AppType, AppName, ResourceSpec },
    Status: status,
    CreationTime: creationTime,
  };
}
