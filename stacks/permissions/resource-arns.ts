import { outputOf } from "@driftwheel/core/decider/retraining/job.ts";
import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import { recordsCosts } from "@driftwheel/core/policy/costs/costs-of-fleet.ts";
import { packageGroupOf } from "@driftwheel/core/policy/package-group.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { freshDataSource } from "@driftwheel/core/policy/retrain/fresh-data-source.ts";
import { type Retrainer, retrainerOf } from "@driftwheel/core/policy/retrain/retrainer-of.ts";
import { trainingPrefixOf } from "@driftwheel/core/policy/retrain/training-channel.ts";
import { loggedIn, triedOn } from "@driftwheel/core/policy/serving/serving.ts";
import { placeOf } from "../functions/wanted-routes.ts";
import { arnOf, type Scope } from "../scope.ts";

/** ARNs of everything of the fleet that permissions are limited to. */
export interface ResourceArns {
  readonly endpoints: readonly string[];
  readonly packages: readonly string[];
  readonly pipelines: readonly string[];
  readonly executions: readonly string[];
  readonly jobs: JobArns;
  readonly freshData: FreshDataArns;
  readonly costs: CostArns;
  readonly batch: BatchArns;
  /** Challengers' own endpoints, and the parameters that say where callers ask; empty unless the fleet has any. */
  readonly apart: { readonly endpoints: readonly string[]; readonly routes: readonly string[] };
  readonly components: ComponentArns;
  readonly targetModels: TargetModelArns;
  /** Models and endpoint configs that Driftwheel makes: `driftwheel-<model>-...`. */
  readonly ownModels: readonly string[];
  readonly ownConfigs: readonly string[];
  /** Objects that are read, buckets that are listed, reports that the monitor writes. */
  readonly read: readonly string[];
  readonly buckets: readonly string[];
  readonly written: readonly string[];
  /** Prediction logs, and what of predictions is refused. */
  readonly predictions: readonly string[];
  readonly asynchronous: AsynchronousArns;
  /** What distributions are read from: of windows, and of training. */
  readonly statistics: readonly string[];
}

/** Models that inference components serve; all empty unless the fleet has one. */
interface ComponentArns {
  /** Endpoints that host them, which are looked at and never changed. */
  readonly hosts: readonly string[];
  readonly own: readonly string[];
  /** Components that challengers get. */
  readonly challengers: readonly string[];
}

/** Models of multi-model endpoints; all empty unless the fleet has one. */
interface TargetModelArns {
  /** Endpoints that host them, which are looked at and never changed. */
  readonly hosts: readonly string[];
  /** Objects below their prefixes, and their buckets: where there is no object, S3 says so to who may list. */
  readonly artifacts: readonly string[];
  readonly buckets: readonly string[];
  /** Challengers' artifacts, `driftwheel-<model>-...`, and those of versions, which they are copied from. */
  readonly copies: readonly string[];
  readonly trained: readonly string[];
  /** SSM parameters that say which artifact is the champion. */
  readonly champions: readonly string[];
}

/** What retrains where no pipeline does; all empty unless the fleet names it. */
export interface JobArns {
  readonly trainingJobs: readonly string[];
  /** Training jobs of tuning jobs. */
  readonly trials: readonly string[];
  readonly tuningJobs: readonly string[];
  readonly autoMLJobs: readonly string[];
  readonly stateMachines: readonly string[];
  readonly stateMachineExecutions: readonly string[];
  readonly functions: readonly string[];
  /** Roles that jobs run with. */
  readonly roles: readonly string[];
  /** Groups that Driftwheel registers versions in, and their versions. */
  readonly registered: readonly string[];
  /** Objects with the evaluations and baselines that it writes. */
  readonly evaluations: readonly string[];
  /** Rows that baselines are made of, and their buckets. */
  readonly trainingRows: readonly string[];
  readonly trainingBuckets: readonly string[];
}

/** Endpoints that queue requests; all empty unless the fleet names their topics. */
interface AsynchronousArns {
  /** Those of models, and those that challengers have of their own. */
  readonly endpoints: readonly string[];
  /** Objects with what was asked and answered, and their buckets. */
  readonly payloads: readonly string[];
  readonly buckets: readonly string[];
}

/** What is read to know what retrainings and trials cost; all empty unless the fleet wants to know. */
interface CostArns {
  readonly executions: readonly string[];
  readonly trainingJobs: readonly string[];
  readonly processingJobs: readonly string[];
  readonly transformJobs: readonly string[];
  readonly tuningJobs: readonly string[];
  readonly autoMLJobs: readonly string[];
  readonly configs: readonly string[];
}

/** Of models that are served in batch; all empty unless the fleet has one. */
interface BatchArns {
  /** SSM parameters that say which model transform jobs use. */
  readonly routes: readonly string[];
  /** Transform jobs of the models' own. */
  readonly jobs: readonly string[];
  /** Those of the parameters that Driftwheel writes, because versions are tried; and the trials' transform jobs. */
  readonly tried: readonly string[];
  readonly trials: readonly string[];
}

/** Where data come that retrainings wait for; all empty unless the fleet names it. */
interface FreshDataArns {
  readonly places: readonly { readonly bucket: string; readonly prefix: string }[];
  readonly featureGroups: readonly string[];
  /** Files whose records are counted. */
  readonly records: readonly string[];
  /** Jobs export for a model of the fleet. */
  readonly exported: boolean;
}

export function resourceArnsOf(scope: Scope): ResourceArns {
  const { fleet, settings, partition } = scope;
  const policies = Object.values(fleet.models);
  const sageMaker = (kind: string, pick: (policy: ModelPolicy) => string | undefined, under = "") =>
    names(
      policies.flatMap((policy) => pick(policy) ?? []),
      settings.prefix,
    ).map((name) => arnOf(scope, "sagemaker", `${kind}/${name}${under}`));
  const own = (kind: string) =>
    // Every model's things begin with the same word, so a fleet with a prefix shares one pattern.
    (settings.prefix === undefined
      ? Object.keys(fleet.models).map((model) => `driftwheel-${model}-*`)
      : ["driftwheel-*"]
    ).map((name) => arnOf(scope, "sagemaker", `${kind}/${name}`));
  const captures = policies.flatMap(({ drift }) => loggedIn(drift) ?? []);
  const judged = policies.flatMap(({ quality }) =>
    quality ? [quality.groundTruth, ...(quality.baseline ? [quality.baseline] : [])] : [],
  );
  const baselines = policies.flatMap(({ drift }) => drift.baseline ?? []);
  const transformed = policies
    .flatMap(({ batch, rollout }) =>
      [batch?.inputs ?? [], batch?.outputs ?? [], rollout.paired?.outputs ?? []].flat(),
    )
    .map(asFolder);
  const reads = [...captures, ...transformed, ...baselines, ...judged, ...settings.reports];
  const s3 = (text: string) => `arn:${partition}:s3:::${text}`;
  const writers = policies.filter(({ drift, quality }) => drift.monitor === "driftwheel" || quality);
  const reportRoots = unique(
    writers.flatMap((policy) => reportRoot(loggedIn(policy.drift), servedName(policy), settings)),
  );
  const jobs = jobsOf(scope, policies);
  return {
    endpoints: sageMaker("endpoint", (policy) => (isShared(policy) ? undefined : policy.endpoint)),
    packages: packagesOf(scope),
    pipelines: sageMaker("pipeline", ({ retrain }) => retrain.pipeline),
    executions: sageMaker("pipeline", ({ retrain }) => retrain.pipeline, "/execution/*"),
    jobs,
    freshData: freshDataOf(scope, policies),
    batch: batchOf(scope, policies, own),
    costs: costsOf(
      scope,
      policies.filter((policy) => fleet.costs !== undefined || recordsCosts(policy)),
    ),
    apart: apartOf(scope, policies, own),
    components: {
      hosts: sageMaker("endpoint", ({ endpoint, component }) =>
        component === undefined ? undefined : endpoint,
      ),
      own: sageMaker("inference-component", ({ component }) => component),
      challengers: policies.some(({ component }) => component !== undefined)
        ? own("inference-component")
        : [],
    },
    targetModels: {
      hosts: sageMaker("endpoint", ({ endpoint, targetModel }) => (targetModel ? endpoint : undefined)),
      artifacts: unique(
        policies.flatMap(({ targetModel }) => (targetModel ? objectsOf(asFolder(targetModel.under)) : [])),
      ).map(s3),
      buckets: unique(
        policies.flatMap(({ targetModel }) => (targetModel ? bucketOf(targetModel.under) : [])),
      ).map(s3),
      copies: unique(
        Object.entries(fleet.models).flatMap(([model, policy]) =>
          policy.targetModel && triedOn(policy) === "endpoints"
            ? `${objectsOf(asFolder(policy.targetModel.under)).slice(0, -1)}driftwheel-${model}-*`
            : [],
        ),
      ).map(s3),
      trained: unique(
        policies.flatMap(({ targetModel }) =>
          targetModel?.from === undefined ? [] : objectsOf(asFolder(targetModel.from)),
        ),
      ).map(s3),
      champions: policies
        .flatMap(({ targetModel, route }) => (targetModel && route ? route.parameter : []))
        .map((name) => arnOf(scope, "ssm", `parameter/${name.replace(/^\//, "")}`)),
    },
    ownModels: own("model"),
    ownConfigs: own("endpoint-config"),
    read: unique([
      ...reads.map((uri) => (settings.prefix === undefined ? objectsOf(uri) : `${bucketOf(uri)}/*`)),
      ...reportRoots,
    ]).map(s3),
    buckets: unique([...reads.map(bucketOf), ...reportRoots.map((root) => root.split("/")[0] ?? "")]).map(s3),
    written: reportRoots.map(s3),
    predictions: unique(
      policies.flatMap((policy) => predictionRoots(policy.drift.predictionLog, servedName(policy), settings)),
    ).map(s3),
    asynchronous: asynchronousOf(scope),
    statistics: unique([
      ...reportRoots.map((root) => `${root}/statistics.json`),
      ...baselines.map((uri) => uri.slice("s3://".length)),
      ...settings.reports.map((uri) => `${objectsOf(uri).replace(/\/\*$/, "")}/*statistics.json`),
    ])
      .map(s3)
      .concat(jobs.evaluations.filter((arn) => arn.endsWith("/statistics.json"))),
  };
}

/** True where the endpoint has other models beside it, and is never changed. */
function isShared({ component, targetModel }: ModelPolicy): boolean {
  return component !== undefined || targetModel !== undefined;
}

function asynchronousOf(scope: Scope): AsynchronousArns {
  const { fleet, settings, partition } = scope;
  const told = Object.entries(fleet.models).filter(([, policy]) => policy.asynchronous);
  const payloads = told.flatMap(([, { asynchronous }]) =>
    [
      ...(asynchronous?.inputs === undefined ? [] : [asynchronous.inputs]),
      ...(asynchronous?.outputs === undefined ? [] : [asynchronous.outputs]),
    ].map(asFolder),
  );
  const s3 = (text: string) => `arn:${partition}:s3:::${text}`;
  const endpoints = told.flatMap(([model, policy]) => [
    ...names([servedName(policy)], settings.prefix),
    settings.prefix === undefined ? `driftwheel-${model}-*` : "driftwheel-*",
  ]);
  return {
    endpoints: unique(endpoints).map((name) => arnOf(scope, "sagemaker", `endpoint/${name}`)),
    payloads: unique(payloads.map(objectsOf)).map(s3),
    buckets: unique(payloads.map(bucketOf)).map(s3),
  };
}

/** What trials on two endpoints have beside the model's own one. */
function apartOf(
  scope: Scope,
  policies: readonly ModelPolicy[],
  own: (kind: string) => readonly string[],
): ResourceArns["apart"] {
  const tried = policies.filter((policy) => triedOn(policy) === "endpoints");
  const routes = tried.flatMap(({ route }) => route?.parameter ?? []);
  return {
    endpoints: tried.some((policy) => !isShared(policy)) ? own("endpoint") : [],
    // A name that begins with a slash has no second one in its ARN.
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
    routes: routes.map((name) => arnOf(scope, "ssm", `parameter/${name.replace(/^\//, "")}`)),
  };
}

function jobsOf(scope: Scope, policies: readonly ModelPolicy[]): JobArns {
  const retrainers = policies.map(({ retrain }) => retrainerOf(retrain));
  const of = <Kind extends Retrainer["kind"]>(kind: Kind) =>
    retrainers.filter((one): one is Extract<Retrainer, { readonly kind: Kind }> => one.kind === kind);
  const [training, tuning, autoML] = [of("training-job"), of("tuning-job"), of("automl-job")];
  const jobs = (uses: readonly unknown[], pattern: string) =>
    uses.length === 0 ? [] : [arnOf(scope, "sagemaker", pattern)];
  const outputs = [...training, ...tuning, ...autoML].map(outputOf);
  const baselines = policies.flatMap(({ retrain: { with: given } }) => {
    const rows = given?.register?.baseline?.without ? trainingPrefixOf(given) : null;
    const retrainer = given && retrainerOf({ with: given });
    return rows !== null && retrainer && "register" in retrainer
      ? [{ rows, output: outputOf(retrainer) }]
      : [];
  });
  const s3 = (path: string) => `arn:${scope.partition}:s3:::${path}`;
  const besides = (uri: string, file: string) =>
    s3(`${uri.slice("s3://".length).replace(/\/+$/, "")}/*/driftwheel/${file}.json`);
  const registering = policies.filter(({ retrain }) => "register" in retrainerOf(retrain));
  const stateMachines = unique(of("state-machine").map(({ stateMachine }) => stateMachine));
  return {
    trainingJobs: jobs(training, "training-job/driftwheel-*"),
    // The best of a tuning job is a training job, named after it.
    trials: jobs(tuning, "training-job/dw-*"),
    tuningJobs: jobs(tuning, "hyper-parameter-tuning-job/dw-*"),
    autoMLJobs: jobs(autoML, "automl-job/dw-*"),
    stateMachines,
    stateMachineExecutions: stateMachines.map(
      (arn) => `${arn.replace(":stateMachine:", ":execution:")}:driftwheel-*`,
    ),
    functions: unique(of("function").map((one) => functionArnOf(scope, one.function))),
    roles: unique([
      ...training.map(({ template }) => template.RoleArn),
      ...tuning.map(({ template }) => template.TrainingJobDefinition.RoleArn),
      ...autoML.map(({ template }) => template.RoleArn),
    ]),
    registered: unique(registering.flatMap((policy) => registeredIn(scope, policy))),
    evaluations: unique([
      ...outputs.map((uri) => besides(uri, "evaluation")),
      ...baselines.flatMap(({ output }) =>
        ["statistics", "constraints"].map((file) => besides(output, file)),
      ),
    ]),
    trainingRows: unique(baselines.map(({ rows }) => s3(`${rows.slice("s3://".length)}*`))),
    trainingBuckets: unique(baselines.map(({ rows }) => s3(bucketOf(rows)))),
  };
}

function costsOf(scope: Scope, policies: readonly ModelPolicy[]): CostArns {
  const kinds = new Set(policies.map(({ retrain }) => retrainerOf(retrain).kind));
  // A pipeline names the jobs of its steps itself.
  const piped = kinds.has("pipeline") ? ["*"] : [];
  const searched = kinds.has("automl-job") ? ["dw-*"] : [];
  const tuned = kinds.has("tuning-job") ? ["dw-*"] : [];
  const tried = policies.some((policy) => triedOn(policy) === "jobs") ? ["driftwheel-*"] : [];
  const trained = kinds.has("training-job") ? ["driftwheel-*"] : [];
  const arns = (kind: string, names: readonly string[]) =>
    unique(names.includes("*") ? ["*"] : names).map((name) => arnOf(scope, "sagemaker", `${kind}/${name}`));
  return {
    executions: unique(policies.flatMap(({ retrain }) => retrain.pipeline ?? [])).flatMap((pipeline) =>
      names([pipeline], scope.settings.prefix).map((name) =>
        arnOf(scope, "sagemaker", `pipeline/${name}/execution/*`),
      ),
    ),
    trainingJobs: arns("training-job", [...piped, ...searched, ...tuned, ...trained]),
    processingJobs: arns("processing-job", [...piped, ...searched]),
    transformJobs: arns("transform-job", [...piped, ...searched, ...tried]),
    tuningJobs: arns("hyper-parameter-tuning-job", [...piped, ...tuned]),
    autoMLJobs: arns("automl-job", [...piped, ...searched]),
    configs: arns("endpoint-config", policies.length > 0 ? ["*"] : []),
  };
}

function batchOf(
  scope: Scope,
  policies: readonly ModelPolicy[],
  own: (kind: string) => readonly string[],
): BatchArns {
  const jobs = policies.flatMap(({ batch }) => batch?.jobs ?? []);
  const tried = policies.filter((policy) => triedOn(policy) === "jobs");
  const routesOf = (some: readonly ModelPolicy[]) =>
    unique(some.flatMap(({ batch, route }) => (batch && route ? route.parameter : []))).map((name) =>
      arnOf(scope, "ssm", `parameter${name}`),
    );
  return {
    routes: routesOf(policies),
    tried: routesOf(tried),
    trials: tried.length > 0 ? own("transform-job") : [],
    jobs: unique(jobs.flatMap((name) => [name, name.toLowerCase()])).map((name) =>
      arnOf(scope, "sagemaker", `transform-job/${name}*`),
    ),
  };
}

function freshDataOf(scope: Scope, policies: readonly ModelPolicy[]): FreshDataArns {
  const sources = policies.flatMap(
    ({ retrain }) => (retrain.freshData && freshDataSource(retrain.freshData)) ?? [],
  );
  const groups = sources.filter((source) => source.kind === "feature-group");
  const s3 = (text: string) => `arn:${scope.partition}:s3:::${text}`;
  return {
    places: sources
      .map((source) => placeOf(source, scope))
      .map(({ bucket, prefix }) => ({ bucket: s3(bucket), prefix })),
    featureGroups: names(
      groups.map(({ name }) => name),
      undefined,
    ).map((name) => arnOf(scope, "sagemaker", `feature-group/${name}`)),
    records: unique(
      groups.map((source) => placeOf(source, scope)).map(({ bucket, prefix }) => s3(`${bucket}/${prefix}*`)),
    ),
    exported: sources.some(({ kind }) => kind === "data-wrangler"),
  };
}

function functionArnOf(scope: Scope, named: string): string {
  return named.startsWith("arn:") ? named : arnOf(scope, "lambda", `function:${named}`);
}

function registeredIn(scope: Scope, { packageGroup }: ModelPolicy): readonly string[] {
  const { name, of } = packageGroupOf(packageGroup);
  return ["model-package-group/", "model-package/"].flatMap((kind) =>
    unique([name, name.toLowerCase()]).map((written) =>
      arnOf({ ...scope, ...of }, "sagemaker", `${kind}${written}${kind === "model-package/" ? "/*" : ""}`),
    ),
  );
}

/** Versions of the fleet's package groups, each in the account and region that its group is of. */
function packagesOf(scope: Scope): readonly string[] {
  const { prefix } = scope.settings;
  const groups = Object.values(scope.fleet.models).map(({ packageGroup }) => packageGroupOf(packageGroup));
  const patterns = groups.flatMap(({ name, of }) => {
    const known = prefix !== undefined && name.startsWith(prefix) ? prefix : undefined;
    return names([name], known).map((pattern) =>
      arnOf({ ...scope, ...of }, "sagemaker", `model-package/${pattern}/*`),
    );
  });
  return unique(patterns);
}

/** SageMaker writes names in ARNs in lower case, whichever case they were given. */
function names(given: readonly string[], prefix: string | undefined): readonly string[] {
  const wanted = prefix === undefined ? given : [`${prefix}*`];
  return unique(wanted.flatMap((name) => [name, name.toLowerCase()]));
}

/** Where the monitor writes: packages/aws/src/monitor/reports.ts. */
function reportRoot(
  capture: string | undefined,
  endpoint: string,
  settings: Scope["settings"],
): readonly string[] {
  const places = capture === undefined ? settings.reports : [capture];
  const name = settings.prefix === undefined ? endpoint : `${settings.prefix}*`;
  return places.map((uri) => `${bucketOf(uri)}/driftwheel/reports/${name}/*`);
}

/** Where predictions are logged and where they are kept that are refused: packages/aws/src/monitor/predictions/prediction-log.ts. */
function predictionRoots(
  log: string | undefined,
  endpoint: string,
  { prefix }: Scope["settings"],
): readonly string[] {
  if (log === undefined) return [];
  const name = prefix === undefined ? endpoint : `${prefix}*`;
  const folder = log.slice("s3://".length).replace(/\/+$/, "");
  return [`${folder}/${name}/*`, `${bucketOf(log)}/driftwheel/refused-predictions/${name}/*`];
}

function bucketOf(uri: string): string {
  return uri.slice("s3://".length).split("/")[0] ?? "";
}

/** A folder's name may end as a file's does: `s3://tides/answers.out`. */
function asFolder(uri: string): string {
  return `${uri.replace(/\/+$/, "")}/`;
}

/** An object stands for itself, a folder for what is under it. */
function objectsOf(uri: string): string {
  const path = uri.slice("s3://".length).replace(/\/$/, "");
  return !uri.endsWith("/") && /\.[a-z]+$/.test(path) && path.includes("/") ? path : `${path}/*`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
