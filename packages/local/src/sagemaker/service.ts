import { checkRequest } from "../validation/door.ts";
import { type JsonService, type Operation, ServiceError, type World } from "../world.ts";
import { AutoMLWhenAsked } from "./automl/when-asked.ts";
import {
  createShared,
  type JobOperation,
  type MadeResource,
  type ResourceOperation,
  type SageMaker,
  type Shared,
  type StartedJob,
} from "./context.ts";
import { describeEndpointConfig, EndpointConfigs } from "./endpoint-configs/endpoint-configs.ts";
import { endpointConfigOperations } from "./endpoint-configs/operations.ts";
import { deployEndpoint } from "./endpoints/deploy-endpoint.ts";
import { Endpoints } from "./endpoints/endpoints.ts";
import { endpointOperations } from "./endpoints/operations.ts";
import { Experiments } from "./experiments/experiments.ts";
import { experimentOperations } from "./experiments/operations.ts";
import { FeatureGroups } from "./feature-store/feature-groups.ts";
import { OfflineStore } from "./feature-store/offline-store.ts";
import { OnlineStore } from "./feature-store/online-store.ts";
import { featureGroupOperations } from "./feature-store/operations.ts";
import { recordOperations } from "./feature-store/record-operations.ts";
import { InferenceComponents } from "./inference-components/inference-components.ts";
import { inferenceComponentOperations } from "./inference-components/operations.ts";
import { wire } from "./json.ts";
import { describeModel, Models } from "./models/models.ts";
import { modelOperations } from "./models/operations.ts";
import { LifecycleConfigs } from "./notebooks/lifecycle-configs.ts";
import { NotebookInstances } from "./notebooks/notebook-instances.ts";
import { notebookOperations } from "./notebooks/operations.ts";
import { pipelinesWhenAsked } from "./pipelines/when-asked.ts";
import { processingOperations } from "./processing/operations.ts";
import { ProcessingJobs } from "./processing/processing-jobs.ts";
import { registryOperations } from "./registry/operations.ts";
import { describePackage } from "./registry/package-operations.ts";
import { parse } from "./registry/parse-request.ts";
import { registryOf } from "./registry/registry-of.ts";
import { createPackage } from "./registry/requests.ts";
import { searchOperations } from "./search/operations.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { studioOperations } from "./studio/operations.ts";
import { Studio } from "./studio/studio.ts";
import { tagOperations } from "./tags/operations.ts";
import { trainingOperations } from "./training/operations.ts";
import { TrainingJobs } from "./training/training-jobs.ts";
import { transformOperations } from "./transform/operations.ts";
import { TransformJobs } from "./transform/transform-jobs.ts";
import { tuningOperations } from "./tuning/operations.ts";
import { TuningJobs } from "./tuning/tuning-jobs.ts";

export interface SageMakerService extends JsonService {
  readonly context: SageMaker;
  /** For the runtime. */
  readonly endpoints: Endpoints;
  /** For the runtime. */
  readonly components: InferenceComponents;
  /** For Feature Store's runtime. */
  readonly records: ReturnType<typeof recordOperations>;
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
  const components = new InferenceComponents(shared, models, endpoints);
  const transforms = new TransformJobs(shared, models);
  const tunings = new TuningJobs(shared, training);
  const groups = new FeatureGroups(shared);
  const online = new OnlineStore(shared, groups);
  const offline = new OfflineStore(shared, groups);
  const automl = new AutoMLWhenAsked(shared, training, processing);
  const lifecycles = new LifecycleConfigs(shared);
  const notebooks = new NotebookInstances(shared, lifecycles);
  const studio = new Studio(shared);
  const experiments = new Experiments(shared);
  const jobs: Readonly<Record<JobOperation, (request: Input) => Promise<StartedJob>>> = {
    CreateTrainingJob: (request) => training.start(request),
    CreateProcessingJob: (request) => processing.start(request),
    CreateTransformJob: (request) => transforms.start(request),
    CreateHyperParameterTuningJob: (request) => tunings.start(request),
    CreateAutoMLJob: (request) => automl.startByStep(request),
    CreateEndpoint: (request) => deployEndpoint(endpoints, request),
  };
  const resources: Readonly<Record<ResourceOperation, (request: Input) => Promise<MadeResource>>> = {
    async CreateModel(request) {
      const model = await models.create(request);
      return { arn: model.arn, description: wire(describeModel(model)) };
    },
    async CreateEndpointConfig(request) {
      const config = configs.create(request);
      return { arn: config.arn, description: wire(describeEndpointConfig(config)) };
    },
    async CreateModelPackage(request) {
      const made = registryOf(context).registerByPipeline(parse(createPackage, request));
      return { arn: made.arn, description: wire(describePackage(made)) };
    },
  };
  const own: Omit<SageMaker, keyof Shared> = {
    async startJob(operation, request) {
      checkCall(world, operation, request);
      return await jobs[operation](request);
    },
    async makeResource(operation, request) {
      checkCall(world, operation, request);
      return await resources[operation](request);
    },
  };
  // One object, so that what a subject puts in later is seen by all.
  const context: SageMaker = Object.assign(shared, own);
  context.onClose(() => training.close());
  context.onClose(() => processing.close());
  context.onClose(() => endpoints.close());
  context.onClose(() => components.close());
  context.onClose(() => transforms.close());
  context.onClose(() => tunings.close());
  context.onClose(() => automl.close());
  return {
    target: "SageMaker",
    version: "1.1",
    context,
    endpoints,
    components,
    records: recordOperations({ groups, online, offline }),
    operations: new Map<string, Operation>([
      ...tagOperations(context),
      ...trainingOperations(training),
      ...processingOperations(processing),
      ...transformOperations(transforms),
      ...tuningOperations(tunings),
      ...automl.operations(),
      ...modelOperations(models),
      ...endpointConfigOperations(configs),
      ...endpointOperations(endpoints),
      ...inferenceComponentOperations(components),
      ...featureGroupOperations(groups, shared),
      ...registryOperations(context),
      ...pipelinesWhenAsked(context),
      ...notebookOperations(notebooks, lifecycles),
      ...studioOperations(studio, shared),
      ...experimentOperations(experiments),
      ...searchOperations({ context, training, endpoints, experiments }),
    ]),
    async restart() {
      await Promise.all(resumes.map(async (resume) => await resume()));
    },
    async close() {
      await Promise.all(ends.map(async (end) => await end()));
    },
  };
}

type Input = Readonly<Record<string, unknown>>;

/** What a pipeline asks for is held to the service's model as a client's request is, and meets the errors of tests. */
function checkCall(world: World, operation: JobOperation | ResourceOperation, request: Input): void {
  const fault = world.faults.take("sagemaker", operation);
  if (fault) throw new ServiceError(fault.code, fault.message, fault.status);
  checkRequest("sagemaker", operation, request);
}
