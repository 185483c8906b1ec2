import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { Fleet, FleetInput, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";

const others: Omit<FleetInput, "models"> = {
  hooks: {
    github: {
      scheme: "github",
      secret: "/harbour/hooks/github",
      rules: [{ signal: "retrain", model: "harbour-1" }],
    },
  },
  webhooks: {
    board: { url: "https://board.example.com/hooks", secret: "/harbour/webhooks/board" },
    chat: { url: { parameter: "/harbour/webhooks/chat" }, format: "slack" },
  },
};

/** The role that jobs of `fleetOfRetrainers` run with. */
export const jobRole = "arn:aws:iam::444455556666:role/harbour-jobs";

const output = { S3OutputPath: "s3://harbour-models/out" };
const trainingJob = {
  AlgorithmSpecification: { TrainingImage: "harbour:1", TrainingInputMode: "File" },
  RoleArn: jobRole,
  OutputDataConfig: output,
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
};
const spotJob = {
  ...trainingJob,
  InputDataConfig: [
    {
      ChannelName: "train",
      DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: "s3://harbour-rows/labelled/" } },
    },
  ],
  EnableManagedSpotTraining: true,
  StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 },
  CheckpointConfig: { S3Uri: "s3://harbour-models/checkpoints" },
};
const retrainers: Readonly<Record<string, FleetInput["models"][string]["retrain"]>> = {
  piped: {
    pipeline: "piped-train",
    freshData: { prefix: "s3://harbour-labels/piped/", atLeast: { files: 10 } },
  },
  trained: {
    with: {
      trainingJob: spotJob,
      onDemandAfter: 2,
      register: { baseline: { without: ["depth"] } },
    },
  },
  tuned: { with: { tuningJob: { TrainingJobDefinition: trainingJob, HyperParameterTuningJobConfig: {} } } },
  searched: {
    with: {
      autoMLJob: {
        AutoMLJobInputDataConfig: [{}],
        OutputDataConfig: output,
        AutoMLProblemTypeConfig: {},
        RoleArn: jobRole,
      },
    },
  },
  machined: {
    freshData: {
      ...{ featureGroup: "frost-labelled", offlineStore: "s3://frost-monitor/" },
      atLeast: { records: 100 },
    },
    with: { stateMachine: "arn:aws:states:eu-west-1:444455556666:stateMachine:harbour-train" },
  },
  called: {
    with: { function: "driftwheel-harbour-train" },
    freshData: {
      dataWrangler: { jobs: "harbour-flow", output: "s3://harbour-labels/prepared/" },
      orAfter: "1 day",
    },
  },
};

/** What each of them may cost, which is why it is asked what it did. */
const budget = { perMonth: "$50", perRun: "$5" } as const;

/** A fleet with a model for each way to retrain, and a budget for each. */
export function fleetOfRetrainers(): Fleet {
  return defineFleet({
    ...others,
    models: Object.fromEntries(
      Object.entries(retrainers).map(([name, retrain], index) => [
        index === 0 ? "harbour-1" : name,
        { ...modelOf(name), retrain: { ...retrain, budget } },
      ]),
    ),
  });
}

/** A fleet that looks for everything that stands idle, and acts on it or only reports it. */
export function fleetOfIdle(acts: boolean): Fleet {
  const act = <Act extends string>(name: Act) => (acts ? { act: name } : {});
  return defineFleet({
    ...others,
    models: { "harbour-1": modelOf("harbour-1") },
    idle: {
      every: "6 hours",
      notebooks: { busy: { namespace: "Harbour", name: "cpu", above: 5 }, ...act("stop") },
      studio: {
        apps: { busy: { namespace: "Harbour", name: "app_cpu", above: 5 }, ...act("stop") },
        ...act("set"),
      },
      endpoints: act("delete"),
      leftovers: act("delete"),
      experiments: {},
    },
  });
}

/** SageMaker's MLflow, where `fleetWithExperiments` has its runs. */
const mlflowApp = "arn:aws:sagemaker:eu-west-1:444455556666:mlflow-app/app-HARBOUR1";

/** A fleet whose runs are written to an MLflow App of SageMaker, or to a server that parameters name. */
export function fleetWithExperiments(server: "app" | "url"): Fleet {
  return defineFleet({
    ...others,
    models: { "harbour-1": modelOf("harbour-1") },
    experiments: {
      mlflow:
        server === "app"
          ? { arn: mlflowApp }
          : {
              url: { parameter: "/harbour/mlflow/url" },
              token: { parameter: "/harbour/mlflow/token" },
            },
    },
  });
}

/** A fleet with a model that is served without a server, whose callers log what was predicted, and one of the usual kind. */
export function fleetThatLogs(): Fleet {
  const { rollout: _, drift, ...written } = modelOf("harbour-2");
  const { capture: __, ...watched } = drift;
  const log = { ...watched, predictionLog: "s3://harbour-data/predictions" };
  const untried = { ...written, serving: "serverless" as const, drift: log };
  return defineFleet({ ...others, models: { "harbour-1": modelOf("harbour-1"), "harbour-2": untried } });
}

/**
 * A fleet with a model whose endpoint queues requests, which fills its prediction log itself, and whose challengers have
 * endpoints of their own, and one of the usual kind.
 */
export function fleetThatQueues(): Fleet {
  const { drift, ...written } = modelOf("harbour-2");
  const { capture: _, ...watched } = drift;
  const topic = (name: string) => `arn:aws:sns:eu-west-1:444455556666:harbour-2-${name}`;
  const queued = {
    ...written,
    serving: "asynchronous" as const,
    route: { parameter: "/harbour/harbour-2/route" },
    drift: { ...watched, predictionLog: "s3://harbour-data/predictions" },
    asynchronous: {
      ...{ successTopic: topic("answers"), errorTopic: topic("errors") },
      ...{ inputs: "s3://harbour-requests/in", outputs: "s3://harbour-data/out" },
    },
  };
  return defineFleet({ ...others, models: { "harbour-1": modelOf("harbour-1"), "harbour-2": queued } });
}

/** A fleet with a model without a server, whose challengers have endpoints of their own, and one of the usual kind. */
export function fleetApart(): Fleet {
  const { drift, ...written } = modelOf("harbour-2");
  const { capture: _, ...watched } = drift;
  const tried = {
    ...written,
    serving: "serverless" as const,
    drift: { ...watched, predictionLog: "s3://harbour-data/predictions" },
    route: { parameter: "/harbour/harbour-2/route" },
  };
  return defineFleet({ ...others, models: { "harbour-1": modelOf("harbour-1"), "harbour-2": tried } });
}

/** A fleet with a model that an inference component serves, and one of the usual kind. */
export function fleetOfComponents(): Fleet {
  const { models, ...fleet } = fleetApart();
  const [usual, apart] = Object.entries(models);
  if (!usual || !apart) throw new Error("The fleet has two models.");
  const tried = { ...apart[1], serving: "real time" as const, component: "harbour-2-live" };
  return { ...fleet, models: Object.fromEntries([usual, [apart[0], tried]]) };
}

/** A fleet with one model of a multi-model endpoint, whose callers ask the proxy, and one of the usual kind. */
export function fleetOfTargetModels(): Fleet {
  const written = modelOf("harbour-2");
  const { capture: _, ...watched } = written.drift;
  const one = {
    ...written,
    endpoint: "harbour-many",
    targetModel: {
      ...{ artifact: "harbour-2.tar.gz", under: "s3://harbour-models/serving" },
      from: "s3://harbour-trained/models",
    },
    drift: { ...watched, predictionLog: "s3://harbour-data/predictions" },
    route: { parameter: "/harbour/harbour-2/route", proxy: true },
  };
  return defineFleet({ ...others, models: { "harbour-1": modelOf("harbour-1"), "harbour-2": one } });
}

const nightlyJobs = { jobs: "harbour-nightly", every: "1 day" as const };

/** A fleet with a model that transform jobs ask, and one of the usual kind. */
export function fleetInBatch(): Fleet {
  const { rollout: _, endpoint: __, ...written } = modelOf("harbour-2");
  const nightly = {
    ...written,
    serving: "batch" as const,
    batch: nightlyJobs,
    route: { parameter: "/harbour/harbour-2/route" },
  };
  return defineFleet({ ...others, models: { "harbour-1": modelOf("harbour-1"), "harbour-2": nightly } });
}

/** The same whose versions are tried in transform jobs. */
export function fleetTriedInBatch(): Fleet {
  const { rollout: _, endpoint: __, ...written } = modelOf("harbour-2");
  const tried = {
    ...written,
    serving: "batch" as const,
    batch: { ...nightlyJobs, inputs: "s3://harbour-data/nights", outputs: "s3://harbour-data/answers" },
    route: { parameter: "/harbour/harbour-2/route" },
    rollout: {
      deadline: "20 days" as const,
      paired: { outputs: "s3://harbour-data/trials", agreement: { at: 0, atLeast: 0.9 } },
    },
  };
  return defineFleet({ ...others, models: { "harbour-1": modelOf("harbour-1"), "harbour-2": tried } });
}

/** The fleet that logs, asked by the proxy: a model with a log, and a real-time one without. */
export function fleetWithProxy(): Fleet {
  const { models, ...fleet } = fleetThatLogs();
  const route = (name: string) => ({
    route: { parameter: `/harbour/${name}/route`, keptFor: 5_000, proxy: true },
  });
  return {
    ...fleet,
    models: Object.fromEntries(
      Object.entries(models).map(([name, policy]) => [name, { ...policy, ...route(name) }]),
    ),
  };
}

/** A fleet of so many models, each with an endpoint, a package group, a pipeline and a folder of its own. */
export function fleetOf(count: number): Fleet {
  const names = Array.from({ length: count }, (_, index) => `harbour-${index + 1}`);
  return defineFleet({ ...others, models: Object.fromEntries(names.map((name) => [name, modelOf(name)])) });
}

function modelOf(name: string): ModelPolicyInput {
  return {
    endpoint: `${name}-live`,
    packageGroup: `${name}-versions`,
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 2 },
      capture: `s3://harbour-data/${name}/capture`,
    },
    quality: {
      groundTruth: `s3://harbour-data/${name}/ground-truth`,
      problem: "binary",
    },
    retrain: { pipeline: `${name}-train` },
    gate: [{ metric: "mae", atMost: 2 }],
    approve: "automatically",
    rollout: { ramp: [5, 25, 50], deadline: "3 days" },
  };
}
