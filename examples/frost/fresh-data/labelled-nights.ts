import {
  CreateFeatureGroupCommand,
  DescribeFeatureGroupCommand,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import {
  PutRecordCommand,
  type SageMakerFeatureStoreRuntimeClient,
} from "@aws-sdk/client-sagemaker-featurestore-runtime";
import type { Served } from "@driftwheel/example-shared/world/traffic.ts";
import { featureNames } from "../image/features.ts";
import { names, places } from "../names.ts";
import type { WeatherDay } from "../world/weather.ts";

export const featureGroupName = "frost-labelled-nights";

/** The only station whose nights are new to the team: Seattle's are what the first champion was made from. */
const station = "New York";
const pollMilliseconds = 50;

/** A feature group for labelled nights, with an offline store and none online: nobody asks for a single night. */
export async function createLabelledNights(sagemaker: SageMakerClient): Promise<void> {
  const text = (FeatureName: string) => ({ FeatureName, FeatureType: "String" as const });
  const number = (FeatureName: string) => ({ FeatureName, FeatureType: "Fractional" as const });
  await sagemaker.send(
    new CreateFeatureGroupCommand({
      FeatureGroupName: featureGroupName,
      RecordIdentifierFeatureName: "night",
      EventTimeFeatureName: "served_at",
      FeatureDefinitions: [
        ...["night", "served_at", "station", "date"].map(text),
        ...[...featureNames, "temp_min"].map(number),
      ],
      OfflineStoreConfig: { S3StorageConfig: { S3Uri: places.featureStore } },
      RoleArn: names.role,
    }),
  );
  const asked = new DescribeFeatureGroupCommand({ FeatureGroupName: featureGroupName });
  while ((await sagemaker.send(asked)).FeatureGroupStatus === "Creating") {
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
  }
}

/** Puts what the nights brought into the feature group, as a team's ingestion would. */
export async function putLabelledNights(
  records: SageMakerFeatureStoreRuntimeClient,
  served: readonly Served<WeatherDay>[],
): Promise<void> {
  const nights = served.filter(({ asked }) => asked.station === station);
  await Promise.all(
    nights.map(({ at, asked }) =>
      records.send(
        new PutRecordCommand({
          FeatureGroupName: featureGroupName,
          Record: Object.entries({
            night: `${asked.station} ${asked.date}`,
            served_at: at.toISOString(),
            station: asked.station,
            date: asked.date,
            ...asked.day,
            temp_min: asked.tempMin,
          }).map(([FeatureName, value]) => ({ FeatureName, ValueAsString: String(value) })),
        }),
      ),
    ),
  );
}
