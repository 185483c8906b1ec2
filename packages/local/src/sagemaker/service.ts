import { checkRequest } from "../validation/door.ts";
import type { JsonService, Operation, World } from "../world.ts";
import { createShared, type SageMaker, type Shared } from "./context.ts";
import { EndpointConfigs } from "./endpoint-configs/endpoint-configs.ts";
import { endpointConfigOperations } from "./endpoint-configs/operations.ts";
import { Endpoints } from "./endpoints/endpoints.ts";
import { endpointOperations } from "./endpoints/operations.ts";
import { wire } from "./json.ts";
import { describeModel, Models } from "./models/models.ts";
import { modelOperations } from "./models/operations.ts";
import { pipelineOperations } from "./pipelines/operations.ts";
import { processingOperations } from "./processing/operations.ts";
import { ProcessingJobs } from "./processing/processing-jobs.ts";
import { registryOperations } from "./registry/operations.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { tagOperations } from "./tags/operations.ts";
import { trainingOperations } from "./training/operations.ts";
import { TrainingJobs } from "./training/training-jobs.ts";

export interface SageMakerService extends JsonService {
  readonly context: SageMaker;
  /** For the runtime. */
  readonly endpoints: Endpoints;
  /** Goes on with what an earlier server was doing; its endpoints answer when it resolves. */
  restart(): Promise<void>;
}

/** SageMaker's control plane: every subject's operations, behind one target. */
export function sagemakerService(world: World, settings: Partial<Settings> = {}): SageMakerService {
  const resumes: (() => void | Promise<void>)[] = [];
  const ends: (() => void | Promise<void>)[] = [];
  const shared = createShared(
    world,
    { ...defaultSettings, ...settings },
    { onRestart: (resume) => resumes.push(resume), onClose: (end) => ends.push(end) },
  );
  const training = new TrainingJobs(shared);
  const processing = new ProcessingJobs(shared);
  const models = new Models(shared);
  const configs = new EndpointConfigs(shared, models);
  const endpoints = new Endpoints(shared, models, configs);
  const own: Omit<SageMaker, keyof Shared> = {
    async startTrainingJob(request) {
      checkRequest("sagemaker", "CreateTrainingJob", request);
      return await training.start(request);
    },
    async startProcessingJob(request) {
      checkRequest("sagemaker", "CreateProcessingJob", request);
      return await processing.start(request);
    },
    async createModel(request) {
      checkRequest("sagemaker", "CreateModel", request);
      const model = await models.create(request);
      return { arn: model.arn, description: wire(describeModel(model)) };
    },
  };
  // One object, so that what a subject puts in later is seen by all.
  const context: SageMaker = Object.assign(shared, own);
  context.onClose(() => training.close());
  context.onClose(() => processing.close());
  context.onClose(() => endpoints.close());
  return {
    target: "SageMaker",
    version: "1.1",
    context,
    endpoints,
    operations: new Map<string, Operation>([
      ...tagOperations(context),
      ...trainingOperations(training),
      ...processingOperations(processing),
      ...modelOperations(models),
      ...endpointConfigOperations(configs),
      ...endpointOperations(endpoints),
      ...registryOperations(context),
      ...pipelineOperations(context),
    ]),
    async restart() {
      await Promise.all(resumes.map(async (resume) => await resume()));
    },
    async close() {
      await Promise.all(ends.map(async (end) => await end()));
    },
  };
}
