import { DescribeFeatureGroupCommand } from "@aws-sdk/client-sagemaker";
import type { FreshDataFact } from "@driftwheel/core/vocabulary/fact.ts";
import type { FreshDataSource } from "@driftwheel/core/vocabulary/fresh-data.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { asFolder } from "../../s3/s3-location.ts";

type Asked = Extract<FreshDataSource, { readonly kind: "feature-group" }>;
type Trouble = NonNullable<FreshDataFact["trouble"]>;

/** Where the records of a feature group lie, or why nothing of it can be used. */
export async function offlineStoreOf({
  name,
  offlineStore,
}: Asked): Promise<{ readonly place: string } | Trouble> {
  const group = await sageMaker().send(new DescribeFeatureGroupCommand({ FeatureGroupName: name }));
  const unusable = (words: string): Trouble => ({ reason: "store-unusable", words });
  const { S3StorageConfig, TableFormat } = group.OfflineStoreConfig ?? {};
  if (group.FeatureGroupStatus === "CreateFailed" || group.FeatureGroupStatus === "DeleteFailed") {
    return unusable(
      `Feature group ${name} is ${group.FeatureGroupStatus}: ${group.FailureReason ?? "SageMaker gives no reason"}`,
    );
  }
  if (!S3StorageConfig) {
    return unusable(`Feature group ${name} has no offline store, in which alone its records are files.`);
  }
  if (group.OfflineStoreStatus?.Status === "Blocked") {
    return unusable(
      `The offline store of feature group ${name} is blocked: ${group.OfflineStoreStatus.BlockedReason ?? "SageMaker gives no reason"}`,
    );
  }
  if (TableFormat === "Iceberg") {
    return unusable(
      `Feature group ${name} has the table format Iceberg, whose compaction writes old records into new files: they cannot be told apart. Name a prefix that its new records are exported to.`,
    );
  }
  const place = S3StorageConfig.ResolvedOutputS3Uri ?? S3StorageConfig.S3Uri ?? "";
  if (!place.startsWith(asFolder(offlineStore)) && asFolder(place) !== asFolder(offlineStore)) {
    return unusable(
      `The offline store of feature group ${name} is ${place}, and not below ${offlineStore}, as retrain.freshData.offlineStore says.`,
    );
  }
  return { place };
}
