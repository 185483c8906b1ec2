import { PutObjectCommand } from "@aws-sdk/client-s3";
import { DescribeModelPackageCommand, StartPipelineExecutionCommand } from "@aws-sdk/client-sagemaker";
import { formatLabelledDays } from "@driftwheel/example-frost/image/labelled-days.ts";
import { names as frost, places } from "@driftwheel/example-frost/names.ts";
import { readWeather } from "@driftwheel/example-frost/world/weather.ts";
import type { Clients } from "@driftwheel/example-shared/world/clients.ts";
import { region } from "./small-aws.ts";

/**
 * A version that learned another city's days, which the gate lets pass: it cannot know the traffic.
 *
 * @param warmer by so many degrees all nights were written down warmer than they were
 */
export async function trainOnCity(clients: Clients, city: string, warmer = 0): Promise<void> {
  const learned = readWeather()
    .filter(({ station }) => station === city)
    .slice(0, 700)
    .map((day) => ({
      ...day,
      tempMin: day.tempMin + warmer,
      servedAt: `${day.date}T20:00:00.000Z`,
    }));
  await clients.s3.send(
    new PutObjectCommand({
      Bucket: frost.bucket,
      Key: `${places.labelled.slice(`s3://${frost.bucket}/`.length)}city.csv`,
      Body: formatLabelledDays(learned),
    }),
  );
  const { InferenceSpecification } = await describeVersion(clients, 1);
  await clients.sagemaker.send(
    new StartPipelineExecutionCommand({
      PipelineName: frost.pipeline,
      ClientRequestToken: `somebody-trains-on-the-days-of-${city.replaceAll(" ", "-")}-${warmer}`,
      PipelineParameters: [
        { Name: "LabelledData", Value: places.labelled },
        { Name: "ChampionModelData", Value: InferenceSpecification?.Containers?.[0]?.ModelDataUrl ?? "" },
      ],
    }),
  );
}

/** A version as the registry has it. */
export function describeVersion(clients: Clients, version: number) {
  return clients.sagemaker.send(
    new DescribeModelPackageCommand({
      ModelPackageName: `arn:aws:sagemaker:${region}:111122223333:model-package/${frost.packageGroup}/${version}`,
    }),
  );
}
