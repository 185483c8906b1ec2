import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { matchesPattern } from "@driftwheel/local/events/pattern.ts";
import type { DeployGraph } from "../../../stacks/graph/build-graph.ts";
import { json, named, ofType } from "../graph-reader.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/events");

/** Which functions each sample event must reach; a job that is still under way reaches none. */
const expected: Readonly<Record<string, readonly string[]>> = {
  "alarm.anomaly.json": ["drift"],
  "alarm.attribution.json": ["drift"],
  "alarm.bias.json": ["drift"],
  "alarm.composite.json": ["drift"],
  "alarm.contributor.json": ["drift"],
  "alarm.feature-drift.documented.json": ["drift"],
  "alarm.feature-drift.observed.json": ["drift"],
  "alarm.metric-math.json": ["drift"],
  "alarm.metric.json": ["drift"],
  "alarm.model-quality.json": ["drift"],
  "alarm.other-service.json": ["drift"],
  "cloudtrail.json": [],
  "command.approve-by-hook.json": ["command"],
  "command.no-version.json": ["command"],
  "command.pause.json": ["command"],
  "command.resume.json": ["command"],
  "new-data.json": ["command"],
  "drift-report.drifted.json": ["drift"],
  "endpoint-deployment.baking.json": ["endpoint"],
  "endpoint-deployment.creating.json": ["endpoint"],
  "endpoint.in-service.api-spelling.json": ["endpoint"],
  "endpoint.in-service.json": ["endpoint"],
  "endpoint.rollback-failed.json": ["endpoint"],
  "endpoint.trimmed.json": ["endpoint"],
  "evidently-report.current.json": ["drift"],
  "evidently-report.legacy.json": ["drift"],
  "evidently-report.no-method.json": ["drift"],
  "malformed.no-detail.json": ["endpoint"],
  "malformed.not-an-object.json": [],
  "model-package.approved.json": ["registry"],
  "model-package.edited-after-approval.json": ["registry"],
  "model-package.registered.json": ["registry"],
  "model-package.trimmed.json": ["registry"],
  "model-package.unversioned.json": ["registry"],
  "other-source.json": [],
  "pipeline-execution.executing.json": [],
  "pipeline-execution.retried.json": [],
  "pipeline-execution.succeeded.json": ["retraining"],
  "pipeline-step.failed.json": ["retraining"],
  "processing-job.baseline.json": ["drift"],
  "processing-job.completed.json": ["retraining"],
  "processing-job.ground-truth-merge.json": ["drift"],
  "processing-job.monitor-bias.json": ["drift"],
  "processing-job.monitor-data-quality.json": ["drift"],
  "processing-job.monitor-documented-fields.json": ["drift"],
  "processing-job.monitor-explainability.json": ["drift"],
  "processing-job.monitor-model-quality.json": ["drift"],
  "processing-job.monitor-running.json": [],
  "processing-job.other-region.json": ["retraining"],
  "s3.other-file.json": [],
  "training-job.completed.again.json": ["retraining"],
  "training-job.completed.json": ["retraining"],
  "training-job.missing-arn.json": ["retraining"],
  "training-job.pipeline-failed.json": ["retraining"],
  "training-job.tuning-child.json": [],
  "training-job.unknown-status.json": ["retraining"],
  "transform-job.json": [],
  "unknown-detail-type.json": [],
  "violations-file.again.json": ["drift"],
  "violations-file.created.json": ["drift"],
  "violations-file.odd-key.json": ["drift"],
};

/** Sample events that reach another function than the one that reads them, reach none, or reach two. */
export function checkEvents(graph: DeployGraph): string[] {
  const wrong: string[] = [];
  const files = readdirSync(fixtures);
  for (const file of files) {
    const event: unknown = JSON.parse(readFileSync(join(fixtures, file), "utf8"));
    const reached = typeof event === "object" && event !== null ? functionsFor(graph, event) : [];
    const wanted = expected[file];
    if (!wanted) wrong.push(`${file}: nobody says which function it is for`);
    else if (reached.join() !== wanted.join()) {
      wrong.push(`${file}: reaches ${reached.join(", ") || "nobody"}, not ${wanted.join(", ") || "nobody"}`);
    }
  }
  for (const file of Object.keys(expected))
    if (!files.includes(file)) wrong.push(`${file}: is no sample any more`);
  return wrong;
}

/** Along the deployed way: rules whose pattern matches, their targets, the functions that read these queues. */
function functionsFor(graph: DeployGraph, event: object): readonly string[] {
  const rules = ofType(graph, "cloudwatch/eventRule:EventRule")
    .filter(({ properties }) => properties.eventBusName === "default")
    .filter(({ properties }) => matchesPattern(json(properties.eventPattern), event))
    .map(({ properties }) => properties.name);
  const queues = ofType(graph, "cloudwatch/eventTarget:EventTarget")
    .filter(({ properties }) => rules.includes(properties.rule))
    .map(({ properties }) => properties.arn);
  return queues.flatMap((queue) =>
    ofType(graph, "lambda/eventSourceMapping:EventSourceMapping")
      .filter(({ properties }) => properties.eventSourceArn === queue)
      .map(
        ({ properties }) =>
          named(graph, "lambda/function:Function", properties.functionName)?.name ?? "nobody",
      ),
  );
}
