import type { CreateFeatureGroup } from "./request.ts";

type FeatureGroupStatus = "Creating" | "Created" | "CreateFailed" | "Deleting";

/** One state of a feature group; another one takes its place. */
export interface FeatureGroup {
  readonly name: string;
  readonly arn: string;
  readonly request: CreateFeatureGroup;
  readonly status: FeatureGroupStatus;
  readonly failureReason: string | null;
  /** Why its offline store is blocked; null while it is not. */
  readonly blocked: string | null;
  readonly creationTime: Date;
  readonly lastModifiedTime: Date;
  /** It was updated. */
  readonly updated: boolean;
}

/** Members of DescribeFeatureGroup's answer and of the event. */
export function describeFeatureGroup(
  group: FeatureGroup,
  place: { readonly account: string; readonly region: string },
): Readonly<Record<string, unknown>> {
  const { Tags: _tags, OfflineStoreConfig, FeatureGroupName: _name, ...rest } = group.request;
  return {
    FeatureGroupArn: group.arn,
    FeatureGroupName: group.name,
    ...rest,
    CreationTime: group.creationTime,
    LastModifiedTime: group.lastModifiedTime,
    FeatureGroupStatus: group.status,
    ...(OfflineStoreConfig
      ? {
          OfflineStoreConfig: {
            ...OfflineStoreConfig,
            S3StorageConfig: {
              ...OfflineStoreConfig.S3StorageConfig,
              ResolvedOutputS3Uri: offlineFolder(group, place),
            },
            DisableGlueTableCreation: OfflineStoreConfig.DisableGlueTableCreation ?? false,
            ...(OfflineStoreConfig.DisableGlueTableCreation
              ? {}
              : { DataCatalogConfig: OfflineStoreConfig.DataCatalogConfig ?? catalogOf(group) }),
          },
          OfflineStoreStatus:
            group.blocked === null
              ? { Status: "Active" }
              : { Status: "Blocked", BlockedReason: group.blocked },
        }
      : {}),
    ...(group.updated ? { LastUpdateStatus: { Status: "Successful" } } : {}),
    ...(group.failureReason === null ? {} : { FailureReason: group.failureReason }),
  };
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/feature-store-offline.html, "URI structure" */
export function offlineFolder(
  { name, request, creationTime }: FeatureGroup,
  { account, region }: { readonly account: string; readonly region: string },
): string {
  const root = request.OfflineStoreConfig?.S3StorageConfig.S3Uri.replace(/\/+$/, "") ?? "";
  return `${root}/${account}/sagemaker/${region}/offline-store/${name}-${seconds(creationTime)}/data`;
}

function catalogOf({ name, creationTime }: FeatureGroup): Readonly<Record<string, string>> {
  return {
    TableName: `${name.toLowerCase().replaceAll("-", "_")}_${seconds(creationTime)}`,
    Catalog: "AwsDataCatalog",
    Database: "sagemaker_featurestore",
  };
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
