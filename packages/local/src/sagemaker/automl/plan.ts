import { s3Location } from "../containers/s3-location.ts";
import { invalid } from "../errors.ts";
import { objectivesOf, type ProblemType } from "./objectives.ts";
import { algorithmsOf, type Mode } from "./recipes.ts";
import type {
  CandidateGeneration,
  Channel,
  CreateAutoMLJob,
  CreateAutoMLJobV2,
  Criteria,
} from "./request.ts";

/** Where a channel's data lies. */
export interface Source {
  readonly S3DataType: "ManifestFile" | "S3Prefix";
  readonly S3Uri: string;
  readonly compression: "None" | "Gzip";
}

/** What a job is to do, whichever operation asked for it. */
export interface Plan {
  readonly training: Source;
  readonly validation: Source | null;
  readonly target: string;
  /** Below which the job has a folder of its own, without a slash at the end. */
  readonly outputPath: string;
  /** Null where it is found in the data. */
  readonly problemType: ProblemType | null;
  /** Null where it is the problem type's usual one. */
  readonly objective: string | null;
  readonly criteria: NonNullable<Criteria>;
  readonly mode: Mode | "AUTO";
  /** Those that were asked for; all of the mode's when there are none. */
  readonly algorithms: readonly string[];
  readonly validationFraction: number;
  /** `s3://` of the JSON file that names the features; null where all columns are. */
  readonly featureSpecification: string | null;
}

interface Asked {
  readonly channels: readonly Channel[];
  readonly target: string;
  readonly outputPath: string;
  readonly problemType: ProblemType | undefined;
  readonly objective: string | undefined;
  readonly criteria: Criteria;
  readonly mode: Plan["mode"] | undefined;
  readonly generation: CandidateGeneration;
  readonly features: string | undefined;
  readonly fraction: number | undefined;
}

/** Throws ServiceError for what the service refuses, and for what is not done here. */
export function planOf(request: CreateAutoMLJob): Plan {
  const config = request.AutoMLJobConfig ?? {};
  const [first, second] = request.InputDataConfig;
  if (second !== undefined && second.TargetAttributeName !== first?.TargetAttributeName) {
    throw invalid("The channels of InputDataConfig must have the same TargetAttributeName.");
  }
  refuse([
    [
      request.ModelDeployConfig !== undefined,
      "ModelDeployConfig; deploy the BestCandidate by CreateEndpoint",
    ],
    [request.GenerateCandidateDefinitionsOnly === true, "GenerateCandidateDefinitionsOnly"],
    [
      request.InputDataConfig.some((each) => each.SampleWeightAttributeName !== undefined),
      "SampleWeightAttributeName",
    ],
  ]);
  return checked({
    channels: request.InputDataConfig,
    target: first?.TargetAttributeName ?? "",
    outputPath: request.OutputDataConfig.S3OutputPath,
    problemType: request.ProblemType,
    objective: request.AutoMLJobObjective?.MetricName,
    criteria: config.CompletionCriteria,
    mode: config.Mode,
    generation: config.CandidateGenerationConfig,
    features: config.CandidateGenerationConfig?.FeatureSpecificationS3Uri,
    fraction: config.DataSplitConfig?.ValidationFraction,
  });
}

/** The same for a request of CreateAutoMLJobV2. */
export function planOfV2(request: CreateAutoMLJobV2): Plan {
  const { TabularJobConfig: tabular, ...others } = request.AutoMLProblemTypeConfig;
  const [other = "this problem type"] = Object.keys(others);
  if (tabular === undefined) throw notHere(`${other}; TabularJobConfig is`);
  refuse([
    [
      request.ModelDeployConfig !== undefined,
      "ModelDeployConfig; deploy the BestCandidate by CreateEndpoint",
    ],
    [request.AutoMLComputeConfig !== undefined, "AutoMLComputeConfig; leave it out"],
    [tabular.GenerateCandidateDefinitionsOnly === true, "GenerateCandidateDefinitionsOnly"],
    [tabular.SampleWeightAttributeName !== undefined, "SampleWeightAttributeName"],
  ]);
  const objective = request.AutoMLJobObjective?.MetricName;
  return checked({
    channels: request.AutoMLJobInputDataConfig,
    target: tabular.TargetAttributeName,
    outputPath: request.OutputDataConfig.S3OutputPath,
    problemType: tabular.ProblemType,
    objective,
    criteria: tabular.CompletionCriteria,
    mode: tabular.Mode,
    generation: tabular.CandidateGenerationConfig,
    features: tabular.FeatureSpecificationS3Uri,
    fraction: request.DataSplitConfig?.ValidationFraction,
  });
}

function checked(asked: Asked): Plan {
  const { problemType = null, objective = null, mode = "AUTO", fraction = 0.2 } = asked;
  // "Either both or none at all": the objective is one of the problem type's.
  if (objective !== null && problemType === null) {
    throw invalid("An AutoMLJobObjective needs a ProblemType beside it.");
  }
  if (objective !== null && problemType !== null && !objectivesOf(problemType).includes(objective)) {
    throw invalid(
      `The objective ${objective} is none of ${problemType}; its objectives are ${objectivesOf(problemType).join(", ")}.`,
    );
  }
  if (fraction <= 0 || fraction >= 1) {
    throw invalid(`ValidationFraction is ${fraction}; it must be greater than 0 and less than 1.`);
  }
  s3Location(asked.outputPath);
  if (asked.features !== undefined) s3Location(asked.features);
  return {
    ...sourcesOf(asked.channels),
    target: asked.target,
    outputPath: asked.outputPath.replace(/\/+$/, ""),
    problemType,
    objective,
    criteria: asked.criteria ?? {},
    mode,
    algorithms: algorithmsIn(asked.generation, mode === "AUTO" ? "ENSEMBLING" : mode),
    validationFraction: fraction,
    featureSpecification: asked.features ?? null,
  };
}

function sourcesOf(channels: readonly Channel[]): Pick<Plan, "training" | "validation"> {
  const of = (type: Channel["ChannelType"]) => channels.filter(({ ChannelType }) => ChannelType === type);
  const [[training, another], [validation = null, second]] = [of("training"), of("validation")];
  if (training === undefined || another !== undefined || second !== undefined) {
    throw invalid("An AutoML job takes one channel of type training, and at most one of type validation.");
  }
  return { training: sourceOf(training), validation: validation && sourceOf(validation) };
}

function sourceOf({ ContentType = "text/csv;header=present", CompressionType, DataSource }: Channel): Source {
  const source = DataSource?.S3DataSource;
  if (source === undefined) throw invalid("A channel needs a DataSource.");
  if (!/^text\/csv(?:\s*;\s*header=present)?$/i.test(ContentType)) {
    throw notHere(`ContentType ${ContentType}; text/csv;header=present is`);
  }
  const { S3DataType, S3Uri } = source;
  if (S3DataType === "AugmentedManifestFile") {
    throw invalid("Tabular problems take the S3DataType S3Prefix or ManifestFile.");
  }
  s3Location(S3Uri);
  return { S3DataType, S3Uri, compression: CompressionType };
}

function algorithmsIn(generation: CandidateGeneration, mode: Mode): readonly string[] {
  const asked = generation?.AlgorithmsConfig?.[0]?.AutoMLAlgorithms ?? [];
  const { here, notHere: missing } = algorithmsOf[mode];
  for (const name of asked) {
    if (missing.includes(name)) throw notHere(`the algorithm ${name}; ${here.join(", ")} are`);
    if (here.includes(name)) continue;
    throw invalid(
      `The algorithm ${name} is none of the mode ${mode}; it has ${[...here, ...missing].join(", ")}.`,
    );
  }
  return asked;
}

function refuse(refused: readonly (readonly [boolean, string])[]): void {
  for (const [given, what] of refused) if (given) throw notHere(what);
}

function notHere(what: string) {
  return invalid(`Driftwheel's local SageMaker does not implement ${what}.`);
}
