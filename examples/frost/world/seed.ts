import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateStateMachineCommand } from "@aws-sdk/client-sfn";
import type { Clients } from "@driftwheel/example-shared/world/clients.ts";
import { deployFirst, type FirstModel } from "@driftwheel/example-shared/world/deploy-first.ts";
import { featureNames } from "../image/features.ts";
import { formatLabelledDays } from "../image/labelled-days.ts";
import { imageName } from "../image.ts";
import { names, places } from "../names.ts";
import { frostPipeline, noChampion } from "../pipeline.ts";
import { frostStateMachine, stateMachineName } from "../retrain-with/state-machine.ts";
import type { WeatherDay } from "./weather.ts";

/** What a team has before Driftwheel comes: data, a pipeline, a model that it trained, an endpoint. */
export async function seed(
  clients: Clients,
  history: readonly WeatherDay[],
  say: (doing: string) => void,
  served: Pick<FirstModel, "serverless" | "asynchronous" | "component" | "targetModel" | "route"> = {},
): Promise<void> {
  say("putting Seattle's labelled days into S3");
  await uploadData(clients, history);
  const { bucket, role, endpoint, packageGroup, pipeline } = names;
  await clients.states.send(
    new CreateStateMachineCommand({
      name: stateMachineName,
      roleArn: role,
      definition: JSON.stringify(frostStateMachine),
    }),
  );
  await deployFirst(
    clients.sagemaker,
    {
      ...{ role, endpoint, packageGroup, pipeline },
      ...places,
      ...served,
      definition: JSON.stringify(frostPipeline({ bucket, role, image: imageName })),
    },
    say,
  );
}

async function uploadData({ s3 }: Clients, history: readonly WeatherDay[]): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: names.bucket }));
  const put = (uri: string, name: string, body: string) =>
    s3.send(
      new PutObjectCommand({
        Bucket: names.bucket,
        Key: `${uri.slice(`s3://${names.bucket}/`.length)}${name}`,
        Body: body,
      }),
    );
  const labelled = history.map((weather) => ({ ...weather, servedAt: `${weather.date}T20:00:00.000Z` }));
  await put(places.history, "seattle.csv", formatLabelledDays(labelled));
  await put(places.features, "", JSON.stringify({ FeatureAttributeNames: featureNames }));
  await put(noChampion(names.bucket), "README", "Where the first run of the pipeline finds no champion.\n");
}
