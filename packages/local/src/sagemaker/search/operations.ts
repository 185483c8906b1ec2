import { type Shape, serviceModel, shapeOf } from "../../service-models/service-model.ts";
import type { Operation } from "../../world.ts";
import type { SageMaker } from "../context.ts";
import { describeEndpoint } from "../endpoints/describe.ts";
import type { Endpoints } from "../endpoints/endpoints.ts";
import { invalid } from "../errors.ts";
import type { ExperimentEntity } from "../experiments/experiment-store.ts";
import type { Experiments } from "../experiments/experiments.ts";
import { describeExperiment, describeTrial, describeTrialComponent } from "../experiments/operations.ts";
import { type Json, type JsonObject, wire } from "../json.ts";
import { describePackage } from "../registry/package-operations.ts";
import { page } from "../registry/page.ts";
import { parse } from "../registry/parse-request.ts";
import { registryOf } from "../registry/registry-of.ts";
import { describeTrainingJob } from "../training/describe.ts";
import type { TrainingJobs } from "../training/training-jobs.ts";
import { matches } from "./matches.ts";
import { valuesOf } from "./property.ts";
import { type SearchExpression, searchRequest } from "./request.ts";

interface Searched {
  readonly context: SageMaker;
  readonly training: TrainingJobs;
  readonly endpoints: Endpoints;
  readonly experiments: Experiments;
}

/** What of a kind is searched, and the member of a record that it is. */
interface Source {
  readonly member: string;
  readonly records: () => readonly JsonObject[];
}

/** Search, over the resources of these kinds. */
export function searchOperations(searched: Searched): ReadonlyMap<string, Operation> {
  const sources = sourcesOf(searched);
  return new Map<string, Operation>([
    [
      "Search",
      async (input) => {
        const request = parse(searchRequest, input);
        const { Resource, SearchExpression, SortBy = "LastModifiedTime", SortOrder = "Descending" } = request;
        const source = Object.hasOwn(sources, Resource) ? sources[Resource] : undefined;
        if (!source) {
          throw invalid(`Resource ${Resource} is not searched here; ${Object.keys(sources).join(", ")} are.`);
        }
        for (const name of namesIn(SearchExpression ?? {})) assertKnown(source.member, name);
        assertKnown(source.member, SortBy);
        const found = source
          .records()
          .filter((record) => SearchExpression === undefined || matches(record, SearchExpression))
          .toSorted((one, other) => order(valuesOf(one, SortBy)[0], valuesOf(other, SortBy)[0]));
        const { items, ...rest } = page(SortOrder === "Descending" ? found.toReversed() : found, request);
        return {
          Results: items.map((record) => ({ [source.member]: record })),
          TotalHits: { Value: found.length, Relation: "EqualTo" },
          ...rest,
        };
      },
    ],
  ]);
}

function sourcesOf({
  context,
  training,
  endpoints,
  experiments,
}: Searched): Readonly<Record<string, Source>> {
  const tagged = (member: string, record: JsonObject, arn: string) => ({
    ...known(member, record),
    Tags: wire({ Tags: context.tags.of(arn) }).Tags ?? [],
  });
  const entities = (member: string, all: () => readonly ExperimentEntity[], describe: Describe): Source => ({
    member,
    records: () => all().map((entity) => tagged(member, describe(entity), entity.arn)),
  });
  return {
    TrainingJob: {
      member: "TrainingJob",
      records: () =>
        [...training.all()].map((job) => tagged("TrainingJob", wire(describeTrainingJob(job)), job.arn)),
    },
    Endpoint: {
      member: "Endpoint",
      records: () =>
        [...endpoints.all()].map((one) => tagged("Endpoint", wire(describeEndpoint(one)), one.arn)),
    },
    ModelPackage: {
      member: "ModelPackage",
      records: () =>
        registryOf(context)
          .allPackages()
          .map((one) => tagged("ModelPackage", wire(describePackage(one)), one.arn)),
    },
    Experiment: entities("Experiment", () => experiments.experiments.all(), describeExperiment),
    ExperimentTrial: entities(
      "Trial",
      () => experiments.trials.all(),
      (trial) => ({
        ...describeTrial(trial),
        TrialComponentSummaries: experiments.componentsOf([trial.name]).map(({ name, arn, creationTime }) =>
          wire({
            TrialComponentName: name,
            TrialComponentArn: arn,
            CreationTime: creationTime,
            CreatedBy: {},
          }),
        ),
      }),
    ),
    ExperimentTrialComponent: entities(
      "TrialComponent",
      () => experiments.components.all(),
      (component) => ({
        ...describeTrialComponent(component),
        Parents: experiments
          .trialsWith(component.name)
          .map(({ name, request }) => wire({ TrialName: name, ExperimentName: request.ExperimentName })),
      }),
    ),
  };
}

type Describe = (entity: ExperimentEntity) => JsonObject;

/** Metrics and what else a description has beyond a record's members are not part of it. */
function known(member: string, description: JsonObject): JsonObject {
  const { members = {} } = recordShape(member);
  return Object.fromEntries(Object.entries(description).filter(([name]) => Object.hasOwn(members, name)));
}

function recordShape(member: string): Shape {
  return shapeOf(serviceModel("sagemaker"), member);
}

/** @throws ServiceError for a property that records of the kind have not. */
function assertKnown(member: string, name: string): void {
  const [first = ""] = name.split(".");
  const { members = {} } = recordShape(member);
  if (Object.hasOwn(members, first) || first === "Metrics") return;
  throw invalid(`Unknown property name: ${name}. ${member} has ${Object.keys(members).join(", ")}.`);
}

function namesIn({
  Filters = [],
  NestedFilters = [],
  SubExpressions = [],
}: SearchExpression): readonly string[] {
  return [
    ...Filters.map(({ Name }) => Name),
    ...NestedFilters.flatMap((nested) => nested.Filters.map(({ Name }) => Name)),
    ...SubExpressions.flatMap(namesIn),
  ];
}

/** What has no such property comes first where the order rises. */
function order(one: Json | undefined, other: Json | undefined): number {
  if (one === undefined || other === undefined)
    return Number(one !== undefined) - Number(other !== undefined);
  if (typeof one === "number" && typeof other === "number") return one - other;
  return String(one) < String(other) ? -1 : Number(String(one) > String(other));
}
