import type { ModelPolicy } from "../policy/policy.ts";
import type { FreshDataTrouble } from "../vocabulary/fresh-data.ts";

/** What a person should do so that data come again. */
export function freshDataAdvice(trouble: FreshDataTrouble, { retrain: { freshData } }: ModelPolicy): string {
  switch (trouble) {
    case "stopped":
      return freshData?.featureGroup
        ? `Look at what puts records into ${freshData.featureGroup}. Or make retrain.freshData.staleAfter longer, if it may be silent for so long.`
        : "Look at what writes the files. Or make retrain.freshData.staleAfter longer, if it may be silent for so long.";
    case "unreadable":
      return "Compare the place in retrain.freshData with the bucket, and see that Driftwheel's role may list it.";
    case "store-unusable":
      return "Read what SageMaker says above: a blocked offline store and a feature group that could not be made are mended by nobody but a person.";
    case "job-failed":
      return "Open the processing job in SageMaker and read its log, then the flow. The next job that ends well ends this alert.";
  }
}
