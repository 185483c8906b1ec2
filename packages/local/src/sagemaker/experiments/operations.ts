import type { Operation } from "../../world.ts";
import { type JsonObject, wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import type { ExperimentEntity } from "./experiment-store.ts";
import type { Experiments } from "./experiments.ts";
import {
  experimentReference,
  listExperiments,
  listTrialComponents,
  listTrials,
  trialComponentReference,
  trialReference,
} from "./request.ts";

/** CreateExperiment, CreateTrial, CreateTrialComponent and their companions. */
export function experimentOperations(all: Experiments): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateExperiment", async (input) => ({ ExperimentArn: all.createExperiment(input).arn })],
    [
      "DescribeExperiment",
      async (input) =>
        describeExperiment(all.experiments.find(parse(experimentReference, input).ExperimentName)),
    ],
    [
      "ListExperiments",
      async (input) => {
        const { items, ...rest } = listed(all.experiments.all(), parse(listExperiments, input));
        return { ExperimentSummaries: items.map(summarizeExperiment), ...rest };
      },
    ],
    ["UpdateExperiment", async (input) => ({ ExperimentArn: all.updateExperiment(input).arn })],
    [
      "DeleteExperiment",
      async (input) => ({
        ExperimentArn: all.deleteExperiment(parse(experimentReference, input).ExperimentName).arn,
      }),
    ],
    ["CreateTrial", async (input) => ({ TrialArn: all.createTrial(input).arn })],
    [
      "DescribeTrial",
      async (input) => describeTrial(all.trials.find(parse(trialReference, input).TrialName)),
    ],
    [
      "ListTrials",
      async (input) => {
        const request = parse(listTrials, input);
        const { ExperimentName, TrialComponentName } = request;
        const of =
          ExperimentName === undefined
            ? all.trials.all()
            : all.trialsOf(all.experiments.find(ExperimentName).name);
        const having =
          TrialComponentName === undefined
            ? of
            : all.trialsWith(all.components.find(TrialComponentName).name);
        const { items, ...rest } = listed(
          of.filter((trial) => having.includes(trial)),
          request,
        );
        return { TrialSummaries: items.map(summarizeTrial), ...rest };
      },
    ],
    ["UpdateTrial", async (input) => ({ TrialArn: all.updateTrial(input).arn })],
    [
      "DeleteTrial",
      async (input) => ({ TrialArn: all.deleteTrial(parse(trialReference, input).TrialName).arn }),
    ],
    ["CreateTrialComponent", async (input) => ({ TrialComponentArn: all.createTrialComponent(input).arn })],
    [
      "DescribeTrialComponent",
      async (input) =>
        describeTrialComponent(all.components.find(parse(trialComponentReference, input).TrialComponentName)),
    ],
    [
      "ListTrialComponents",
      async (input) => {
        const request = parse(listTrialComponents, input);
        const { ExperimentName, TrialName, SourceArn } = request;
        const trials =
          TrialName !== undefined
            ? [all.trials.find(TrialName).name]
            : ExperimentName !== undefined
              ? all.trialsOf(all.experiments.find(ExperimentName).name).map(({ name }) => name)
              : null;
        const of = trials === null ? all.components.all() : all.componentsOf(trials);
        // Nothing here is made by a job, so that nothing has a source.
        const { items, ...rest } = listed(SourceArn === undefined ? of : [], request);
        return { TrialComponentSummaries: items.map(summarizeTrialComponent), ...rest };
      },
    ],
    ["UpdateTrialComponent", async (input) => ({ TrialComponentArn: all.updateTrialComponent(input).arn })],
    [
      "DeleteTrialComponent",
      async (input) => ({
        TrialComponentArn: all.deleteTrialComponent(parse(trialComponentReference, input).TrialComponentName)
          .arn,
      }),
    ],
    ["AssociateTrialComponent", async (input) => all.associate(input)],
    ["DisassociateTrialComponent", async (input) => all.disassociate(input)],
  ]);
}

interface ListRequest {
  readonly CreatedAfter?: number | undefined;
  readonly CreatedBefore?: number | undefined;
}

function listed<Request extends ListRequest>(entities: readonly ExperimentEntity[], request: Request) {
  const { CreatedAfter: CreationTimeAfter, CreatedBefore: CreationTimeBefore } = request;
  return listPage(entities, { ...request, CreationTimeAfter, CreationTimeBefore }, "Descending");
}

export function describeExperiment({ name, arn, request, ...entity }: ExperimentEntity): JsonObject {
  const { DisplayName = name, Description } = request;
  return wire({ ExperimentName: name, ExperimentArn: arn, DisplayName, Description, ...changes(entity) });
}

export function describeTrial({ name, arn, request, ...entity }: ExperimentEntity): JsonObject {
  const { DisplayName = name, ExperimentName, MetadataProperties } = request;
  return wire({
    ...{ TrialName: name, TrialArn: arn, DisplayName, ExperimentName, MetadataProperties },
    ...changes(entity),
  });
}

export function describeTrialComponent({ name, arn, request, ...entity }: ExperimentEntity): JsonObject {
  return wire({ DisplayName: name, ...request, TrialComponentArn: arn, ...changes(entity) });
}

function summarizeExperiment({ name, arn, request, ...entity }: ExperimentEntity): JsonObject {
  const { DisplayName = name } = request;
  return wire({ ExperimentName: name, ExperimentArn: arn, DisplayName, ...times(entity) });
}

function summarizeTrial({ name, arn, request, ...entity }: ExperimentEntity): JsonObject {
  const { DisplayName = name } = request;
  return wire({ TrialName: name, TrialArn: arn, DisplayName, ...times(entity) });
}

function summarizeTrialComponent({ name, arn, request, ...entity }: ExperimentEntity): JsonObject {
  const { DisplayName = name, Status, StartTime, EndTime } = request;
  return wire({
    ...{ TrialComponentName: name, TrialComponentArn: arn, DisplayName, Status, StartTime, EndTime },
    ...changes(entity),
  });
}

type Times = Pick<ExperimentEntity, "creationTime" | "lastModifiedTime">;

function times({ creationTime, lastModifiedTime }: Times) {
  return { CreationTime: creationTime, LastModifiedTime: lastModifiedTime };
}

/** Who it was is not known here, and the service sends the member all the same. */
function changes(entity: Times) {
  return { ...times(entity), CreatedBy: {}, LastModifiedBy: {} };
}
