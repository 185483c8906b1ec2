import type { Effect, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import { Refused, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { EndpointFact, VariantFact } from "@driftwheel/core/vocabulary/fact.ts";
import { jobsInMemory } from "./jobs-in-memory.ts";
import type { JobFate } from "./sagemaker/job.ts";
import { SimulatedJobs } from "./sagemaker/jobs.ts";
import { usageInMemory } from "./usage-in-memory.ts";
import type { VirtualTime } from "./virtual-time.ts";

const prefix = "arn:aws:sagemaker:eu-central-1:444455556666";

export interface Package {
  readonly arn: string;
  readonly version: number;
  approval: "Approved" | "Rejected" | "PendingManualApproval";
  lifeCycle: string | null;
  readonly meanAbsoluteError: number;
}

interface Execution {
  readonly arn: string;
  readonly displayName: string;
  status: "Executing" | "Succeeded" | "Failed";
}

interface Settings {
  readonly time: VirtualTime;
  /** Takes the events that SageMaker would put on the bus. */
  readonly emit: (detailType: string, resources: readonly string[], detail: Record<string, unknown>) => void;
  readonly endpoint: string;
  readonly group: string;
  readonly pipeline: string;
  /** How well the version that the pipeline trains does on the newest rows. */
  readonly candidateError: number;
  /** What becomes of the jobs that retrain, in the order of their starts; the last one stands for all that follow. */
  readonly jobs: readonly JobFate[];
}

const minute = 60_000;

/**
 * SageMaker as far as the decider's effects reach: a pipeline that trains in ten minutes, a registry, and one
 * endpoint that takes two minutes for new weights and five for a new config.
 */
export function sagemakerInMemory(settings: Settings) {
  const { time, emit, endpoint, group, pipeline, candidateError } = settings;
  const packages: Package[] = [
    {
      arn: `${prefix}:model-package/${group}/1`,
      version: 1,
      approval: "Approved",
      lifeCycle: null,
      meanAbsoluteError: 1.4,
    },
  ];
  const executions = new Map<string, Execution>();
  const configs = new Map<string, readonly VariantFact[]>([
    [
      "first-config",
      [
        {
          name: "AllTraffic",
          weight: 1,
          model: "first-model",
          package: `${prefix}:model-package/${group}/1`,
        },
      ],
    ],
  ]);
  let config = "first-config";
  let variants = configs.get(config) ?? [];
  let status: EndpointFact["status"] = "InService";
  const counters = { pipelineStarts: 0, endpointUpdates: 0, alerts: [] as string[], published: 0 };

  function endpointEvent(): void {
    emit("SageMaker Endpoint State Change", [`${prefix}:endpoint/${endpoint}`], {
      EndpointName: endpoint,
      EndpointArn: `${prefix}:endpoint/${endpoint}`,
      EndpointConfigName: config,
      EndpointStatus: status === "InService" ? "IN_SERVICE" : "UPDATING",
      CreationTime: 1_780_000_000_000,
      LastModifiedTime: time.now().getTime(),
      Tags: {},
    });
  }

  function packageEvent(modelPackage: Package, updated: readonly string[] | null): void {
    emit("SageMaker Model Package State Change", [modelPackage.arn], {
      ModelPackageName: `${group}/${modelPackage.version}`,
      ModelPackageGroupName: group,
      ModelPackageVersion: modelPackage.version,
      ModelPackageArn: modelPackage.arn,
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: modelPackage.approval,
      CreationTime: time.now().getTime(),
      LastModifiedTime: time.now().getTime(),
      ...(updated ? { UpdatedModelPackageFields: updated } : {}),
    });
  }

  function executionEvent(execution: Execution): void {
    emit(
      "SageMaker Model Building Pipeline Execution Status Change",
      [`${prefix}:pipeline/${pipeline}`, execution.arn],
      {
        pipelineArn: `${prefix}:pipeline/${pipeline}`,
        pipelineExecutionArn: execution.arn,
        pipelineExecutionDisplayName: execution.displayName,
        currentPipelineExecutionStatus: execution.status,
        executionStartTime: time.now().toISOString(),
      },
    );
  }

  function change(next: readonly VariantFact[], nextConfig: string, takes: number): void {
    if (status !== "InService") throw new TransientError(`Cannot update in-progress endpoint "${endpoint}".`);
    counters.endpointUpdates++;
    status = "Updating";
    endpointEvent();
    time.after(takes, () => {
      status = "InService";
      config = nextConfig;
      variants = next;
      endpointEvent();
    });
  }

  function deploy(nextConfig: string): EffectAnswer {
    if (config === nextConfig && status === "InService") return {};
    const next = configs.get(nextConfig);
    if (!next) throw new Refused(`Could not find endpoint configuration "${nextConfig}".`);
    change(next, nextConfig, 5 * minute);
    return {};
  }

  const known = (arn: string): Package => {
    const found = packages.find((one) => one.arn === arn);
    if (!found) throw new Refused(`Model package ${arn} does not exist.`);
    return found;
  };

  function register(): Package {
    const version = packages.length + 1;
    const registered: Package = {
      arn: `${prefix}:model-package/${group}/${version}`,
      version,
      approval: "PendingManualApproval",
      lifeCycle: null,
      meanAbsoluteError: candidateError,
    };
    packages.push(registered);
    packageEvent(registered, null);
    return registered;
  }

  const simulatedJobs = new SimulatedJobs({
    ...{ time, emit, register, arn: (resource) => `${prefix}:${resource}` },
    fateOf: (nth) => settings.jobs[Math.min(nth, settings.jobs.length) - 1] ?? "completes",
    errorNow: () => candidateError,
  });
  const jobs = jobsInMemory(simulatedJobs);
  const usage = usageInMemory(simulatedJobs.all, () => [...executions.values()]);
  const byToken = new Map<string, Package>();

  function registerOnce(token: string): EffectAnswer {
    const registered = byToken.get(token) ?? register();
    byToken.set(token, registered);
    return { package: registered.arn };
  }

  function startPipeline(token: string, displayName: string): EffectAnswer {
    const earlier = executions.get(token);
    if (earlier) return { execution: earlier.arn };
    counters.pipelineStarts++;
    const execution: Execution = {
      arn: `${prefix}:pipeline/${pipeline}/execution/run${String(executions.size + 1).padStart(9, "0")}`,
      displayName,
      status: "Executing",
    };
    executions.set(token, execution);
    executionEvent(execution);
    time.after(10 * minute, () => {
      register();
      execution.status = "Succeeded";
      executionEvent(execution);
    });
    return { execution: execution.arn };
  }

  function perform(effect: Effect): EffectAnswer {
    switch (effect.kind) {
      case "publish-entry":
        counters.published++;
        return {};
      case "send-alert":
        counters.alerts.push(effect.subject);
        return {};
      case "start-pipeline":
        return startPipeline(effect.token, effect.displayName);
      case "start-retraining":
        return jobs.start(effect);
      case "stop-training":
        return jobs.stop(effect);
      case "register-package":
        return registerOnce(effect.token);
      case "set-approval": {
        const target = known(effect.package);
        if (target.approval !== effect.approval) {
          target.approval = effect.approval;
          packageEvent(target, ["ModelApprovalStatus", "ApprovalDescription"]);
        }
        return {};
      }
      case "mark-package": {
        const target = known(effect.package);
        const lifeCycle = `${effect.stage}/${effect.stageStatus}`;
        if (target.lifeCycle !== lifeCycle) {
          target.lifeCycle = lifeCycle;
          packageEvent(target, ["ModelLifeCycle"]);
        }
        return {};
      }
      case "deploy-trial":
        configs.set(effect.config, [
          {
            name: effect.championVariant,
            weight: effect.championWeight,
            model: "first-model",
            package: variants[0]?.package ?? null,
          },
          {
            name: effect.challengerVariant,
            weight: effect.challengerWeight,
            model: effect.challengerModel,
            package: effect.challengerPackage,
          },
          ...(effect.others ?? []).map(({ variant: name, model, package: its }) => ({
            ...{ name, weight: effect.challengerWeight, model, package: its },
          })),
        ]);
        return deploy(effect.config);
      case "deploy-guarded": {
        const { variant: name, challengerModel: model, challengerPackage } = effect;
        configs.set(effect.config, [{ name, weight: 1, model, package: challengerPackage }]);
        return deploy(effect.config);
      }
      case "deploy-winner": {
        const winner = configs.get(effect.fromConfig)?.find(({ name }) => name === effect.variant);
        if (!winner) throw new Refused(`Variant ${effect.variant} is not in ${effect.fromConfig}.`);
        configs.set(effect.config, [{ ...winner, weight: 1 }]);
        return deploy(effect.config);
      }
      case "restore-config":
        return deploy(effect.config);
      case "shift-weights": {
        // There is nothing to take off the traffic where one of them is not.
        if (Object.keys(effect.weights).some((name) => !variants.some((variant) => variant.name === name)))
          return {};
        const next = variants.map((variant) => ({
          ...variant,
          weight: effect.weights[variant.name] ?? variant.weight,
        }));
        if (
          status === "InService" &&
          next.every((variant, index) => variant.weight === variants[index]?.weight)
        )
          return {};
        change(next, config, 2 * minute);
        return {};
      }
      case "set-scaling":
      case "raise-capacity":
        throw new Error("nothing is scaled in this world");
      case "create-endpoint":
      case "set-route":
      case "delete-endpoint":
        throw new Error("no challenger has an endpoint of its own in this world");
      case "set-model-route":
      case "create-transform-job":
      case "stop-transform-job":
        throw new Error("nothing is served in batch in this world");
      case "start-rollout":
        throw new Error("rollouts are started by the world");
    }
  }

  return {
    perform,
    known,
    versions: () =>
      packages.map(({ arn, version, approval }) => ({
        arn,
        version,
        status: "Completed" as const,
        approval,
      })),
    executionStatus: (arn: string) =>
      [...executions.values()].find((one) => one.arn === arn)?.status ?? "Unknown",
    /** ARNs of the pipeline's executions, in the order of their starts. */
    executions: () => [...executions.values()].map(({ arn }) => arn),
    findJob: jobs.find,
    usageOf: usage.ofRetraining,
    functionTimes: (month: string) => usage.inMonth(month),
    trialVariants: (name: string) => usage.ofTrial((configs.get(name) ?? []).map((one) => one.name)),
    /** What trained, in the order of the starts. */
    jobs: simulatedJobs.all,
    describeEndpoint: (): EndpointFact => ({
      exists: true,
      status,
      config,
      pendingConfig: null,
      variants,
      failureReason: null,
    }),
    /** Someone else deploys something. */
    changeByHand(name: string): void {
      configs.set(name, [{ name: "manual", weight: 1, model: "manual-model", package: null }]);
      change(configs.get(name) ?? [], name, 5 * minute);
    },
    /** Someone edits a version's approval in the registry itself. */
    approveByHand(version: number, approval: Package["approval"]): void {
      const target = known(`${prefix}:model-package/${group}/${version}`);
      target.approval = approval;
      packageEvent(target, ["ModelApprovalStatus", "ApprovalDescription"]);
    },
    counters,
    /** What an outsider can see in the end. */
    summary: () => ({
      endpoint: { config, status, variants: variants.map(({ name, weight }) => `${name} ${weight}`) },
      packages: packages.map(({ version, approval, lifeCycle }) => ({ version, approval, lifeCycle })),
      pipelineStarts: counters.pipelineStarts,
      endpointUpdates: counters.endpointUpdates,
    }),
  };
}

export type SageMakerInMemory = ReturnType<typeof sagemakerInMemory>;
