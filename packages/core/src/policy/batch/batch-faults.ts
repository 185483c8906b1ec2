import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "../rules/section.ts";

/** What a model that is served in batch must say, and cannot have. */
export function batchFaults(
  { drift, quality, batch, route }: ModelPolicy,
  section: Section,
): readonly Fault[] {
  const faults: Fault[] = [];
  const refuse = (path: readonly string[], problem: string, remedy: string) =>
    faults.push(section.fault(path, problem, { remedy }));
  if (section.wrote(["endpoint"])) {
    refuse(
      ["endpoint"],
      "a model that is served in batch has none: it answers in transform jobs",
      'leave it out, and write batch: { jobs: "frost-nightly" }',
    );
  }
  if (!batch) {
    refuse(
      ["batch"],
      "nothing says which transform jobs are the model's",
      'write batch: { jobs: "frost-nightly" }, which is how their names begin',
    );
  }
  if (!route) {
    refuse(
      ["route"],
      "nothing says which model the transform jobs use",
      'write route: { parameter: "/frost/route" }, an SSM parameter that whoever starts the jobs reads',
    );
  }
  if (route?.proxy) {
    refuse(
      ["route", "proxy"],
      "the proxy asks endpoints, and a batch has none",
      "leave it out: whoever starts the transform jobs reads the parameter",
    );
  }
  if (drift.predictionLog !== undefined) {
    refuse(
      ["drift", "predictionLog"],
      "is of single predictions, and a batch is read where its jobs capture",
      'leave it out, and write capture: "s3://frost-data/captured", the DestinationS3Uri of their DataCaptureConfig',
    );
  }
  if (drift.monitor === "model-monitor") {
    refuse(
      ["drift", "monitor"],
      "Model Monitor's runs name the endpoint that they are of, and a batch has none",
      'write "driftwheel", or "external" where another tool watches',
    );
  }
  const reader = drift.monitor === "driftwheel" ? "the monitor" : quality ? "the watch on quality" : null;
  if (reader !== null && drift.capture === undefined) {
    refuse(
      ["drift", "capture"],
      `${reader} reads what transform jobs capture`,
      'write capture: "s3://frost-data/captured", the DestinationS3Uri of their DataCaptureConfig',
    );
  }
  return faults;
}
