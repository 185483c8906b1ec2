import {
  CreateModelPackageGroupCommand,
  CreatePipelineCommand,
  ListModelPackagesCommand,
  type SageMakerClient,
  UpdateModelPackageCommand,
} from "@aws-sdk/client-sagemaker";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { ssm } from "@driftwheel/aws/clients/ssm.ts";
import { type Champion, createModel, deployChampion } from "./deploy-champion.ts";
import { runPipeline } from "./run-pipeline.ts";

export interface FirstModel {
  readonly endpoint: string;
  readonly packageGroup: string;
  readonly pipeline: string;
  /** The pipeline's definition, as JSON. */
  readonly definition: string;
  readonly role: string;
  /** S3 URI of the endpoint's data capture. */
  readonly capture: string;
  /** S3 URI of the labelled rows that the first champion learns. */
  readonly history: string;
  /** Where the endpoint has no server. */
  readonly serverless?: Champion["serverless"];
  /** The inference component that serves it, where the endpoint hosts components. */
  readonly component?: string;
  /** The artifact of a multi-model endpoint that it is. */
  readonly targetModel?: Champion["targetModel"];
  /** Where it queues requests. */
  readonly asynchronous?: Champion["asynchronous"];
  /** Where there is no endpoint, because transform jobs use what a parameter names. */
  readonly route?: { readonly parameter: string; readonly model: string };
}

/** Makes a pipeline, has it train the first model of all, approves that, and puts it on its endpoint. */
export async function deployFirst(
  sagemaker: SageMakerClient,
  {
    endpoint,
    packageGroup,
    pipeline,
    definition,
    role,
    capture,
    history,
    serverless,
    asynchronous,
    component,
    targetModel,
    route,
  }: FirstModel,
  say: (doing: string) => void,
): Promise<void> {
  await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: packageGroup }));
  await sagemaker.send(
    new CreatePipelineCommand({
      PipelineName: pipeline,
      RoleArn: role,
      ClientRequestToken: `${pipeline}-as-the-example-defines-it`,
      PipelineDefinition: definition,
    }),
  );

  say(`training the champion: pipeline ${pipeline}`);
  await runPipeline(sagemaker, pipeline, { LabelledData: history });
  const { ModelPackageSummaryList: packages = [] } = await sagemaker.send(
    new ListModelPackagesCommand({ ModelPackageGroupName: packageGroup }),
  );
  const modelPackage = packages[0]?.ModelPackageArn;
  if (!modelPackage) throw new Error(`The first run of ${pipeline} registered no model package.`);
  await sagemaker.send(
    new UpdateModelPackageCommand({
      ModelPackageArn: modelPackage,
      ModelApprovalStatus: "Approved",
      ApprovalDescription: "The first model of all",
    }),
  );

  const model = `${packageGroup}-first`;
  if (route) {
    say(`making a model of the champion, and naming it in ${route.parameter}`);
    await createModel(sagemaker, { model, role, modelPackage });
    await ssm().send(
      new PutParameterCommand({
        Name: route.parameter,
        Type: "String",
        Value: JSON.stringify({ model: route.model, champion: { model } }),
      }),
    );
    return;
  }
  say(`deploying the champion: endpoint ${endpoint}`);
  await deployChampion(sagemaker, {
    ...{ endpoint, model, role, capture, modelPackage },
    ...(serverless ? { serverless } : {}),
    ...(component === undefined ? {} : { component }),
    ...(targetModel ? { targetModel } : {}),
    ...(asynchronous ? { asynchronous } : {}),
  });
}
