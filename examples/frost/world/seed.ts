import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateModelPackageGroupCommand,
  CreatePipelineCommand,
  ListModelPackagesCommand,
  UpdateModelPackageCommand,
} from "@aws-sdk/client-sagemaker";
import type { Clients } from "@driftwheel/example-shared/world/clients.ts";
import { deployChampion } from "@driftwheel/example-shared/world/deploy-champion.ts";
import { runPipeline } from "@driftwheel/example-shared/world/run-pipeline.ts";
import { formatLabelledDays } from "../image/labelled-days.ts";
import { imageName } from "../image.ts";
import { names, places } from "../names.ts";
import { frostPipeline, noChampion } from "../pipeline.ts";
import type { WeatherDay } from "./weather.ts";

/** What a team has before Driftwheel comes: data, a pipeline, a model that it trained, an endpoint. */
export async function seed(
  clients: Clients,
  history: readonly WeatherDay[],
  say: (doing: string) => void,
): Promise<{ readonly championPackage: string }> {
  say("putting Seattle's labelled days into S3");
  await uploadData(clients, history);
  const { sagemaker } = clients;
  await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: names.packageGroup }));
  await sagemaker.send(
    new CreatePipelineCommand({
      PipelineName: names.pipeline,
      RoleArn: names.role,
      ClientRequestToken: "frost-train-as-the-example-defines-it",
      PipelineDefinition: JSON.stringify(
        frostPipeline({ bucket: names.bucket, role: names.role, image: imageName }),
      ),
    }),
  );

  say("training the champion: pipeline frost-train");
  await runPipeline(sagemaker, names.pipeline, { LabelledData: places.history });
  const { ModelPackageSummaryList: packages = [] } = await sagemaker.send(
    new ListModelPackagesCommand({ ModelPackageGroupName: names.packageGroup }),
  );
  const championPackage = packages[0]?.ModelPackageArn;
  if (!championPackage) throw new Error("The first run of the pipeline registered no model package.");
  await sagemaker.send(
    new UpdateModelPackageCommand({
      ModelPackageArn: championPackage,
      ModelApprovalStatus: "Approved",
      ApprovalDescription: "The first model of all",
    }),
  );

  say("deploying the champion: endpoint frost-prod");
  await deployChampion(sagemaker, {
    endpoint: names.endpoint,
    model: "frost-seattle",
    role: names.role,
    capture: places.capture,
    modelPackage: championPackage,
  });
  return { championPackage };
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
  await put(noChampion(names.bucket), "README", "Where the first run of the pipeline finds no champion.\n");
}
