import { packageGroupInWords } from "../policy/package-group.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { EntryData } from "../vocabulary/entry.ts";
import { qualitySchedule, rareClassSchedule } from "../vocabulary/monitored-window.ts";

/** What a person should do so that a model is watched again. */
export function monitoringAdvice(
  { problem, subject }: EntryData["monitoring-lost"],
  { endpoint, batch, route, drift, quality, packageGroup }: ModelPolicy,
): string {
  const isOfAnswers = subject === qualitySchedule;
  switch (problem.reason) {
    case "no-endpoint":
      if (batch)
        return `Write into the SSM parameter ${route?.parameter} which SageMaker model transform jobs ${batch.jobs} use: docs/guides/serving/batch.md.`;
      return `Look whether the policy's endpoint is spelt as in SageMaker: ${endpoint}. If it was deleted, take the model out of the fleet.`;
    case "no-capture":
      return `Switch on data capture of requests and answers for ${endpoint}, name in drift.capture where its captures lie, or let whoever asks it log predictions (drift.predictionLog).`;
    case "no-baseline":
      return `Make one of the champion's training set (driftwheel baseline) and register its package in ${packageGroupInWords(packageGroup)} with it, or write it to drift.baseline while that champion serves.`;
    case "no-files":
      if (batch)
        return `Give the transform jobs a DataCaptureConfig whose DestinationS3Uri is drift.capture, ${drift.capture}: docs/guides/serving/batch.md.`;
      if (drift.predictionLog !== undefined)
        return `See that whoever asks ${endpoint} logs its predictions below ${drift.predictionLog}: docs/guides/drift-without-data-capture.md.`;
      return `Compare drift.capture${drift.capture ? `, ${drift.capture},` : ""} with the DestinationS3Uri of the endpoint's data capture, and see that it is switched on and that its sampling percentage is not 0.`;
    case "no-requests":
      return "Nothing, if nobody was to ask the endpoint.";
    case "all-unread":
    case "mostly-unread":
      return isOfAnswers
        ? "Compare the labels and the captured answers with quality.label, quality.prediction and quality.score; docs/reference/payloads.md says which forms are read, and data capture must have both Input and Output."
        : "Compare the form of the requests above with drift.columns and the baseline's columns; docs/reference/payloads.md says which forms are read, drift.features says where the rows of any other JSON are, and data capture must have Input.";
    case "too-few-rows":
      if (subject === rareClassSchedule)
        return "Put more labels of the class, or quality.constraints of your own if it need not be watched.";
      return isOfAnswers
        ? `Put more ground truth, or lower quality.minLabels${quality ? ` (${quality.minLabels})` : ""} if you accept that less is seen.`
        : `Make drift.window longer, or lower drift.minRows (${drift.minRows}) if you accept that less is seen.`;
    case "column-mismatch":
      return "Let drift.columns, the baseline and the requests name the same columns, spelt the same; what drift.predictions names must stand in captured answers, so data capture must have Output.";
    case "no-labels":
      return `Put ground truth into ${quality?.groundTruth ?? "the folder that quality.groundTruth names"}, into the folder of the hour in which it was collected, UTC.`;
    case "no-label-matches":
      return "Let labels name the inference id or the event id of captured requests, and quality.lookBack reach back to the request.";
    case "not-measured":
      return "Give quality.constraints fixed lines (atMost, atLeast), or a baseline of model quality that has their metrics.";
    case "failed":
      return "Read the service's answer above; it is mostly a missing permission or a name that does not exist.";
    case "no-looks":
      return "Look at the metrics that the error above names, and at the rollout's execution in the log of the function rollout. Until looks are taken nothing ends the trial but its deadline, a guard's alarm or a person.";
    case "no-outcomes":
      return "Put OutcomeTrials and OutcomeSuccesses of both variants into CloudWatch (namespace Driftwheel, dimensions EndpointName and VariantName), or ground truth where quality.groundTruth says.";
    case "no-reports":
      return "See that the monitor's schedule runs, and that its events reach Driftwheel.";
  }
}
