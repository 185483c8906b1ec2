import { type ConsoleLink, type ConsolePlace, consoleUrl, partitionOf, studioUrl } from "./console-place.ts";

/** The endpoint's page in SageMaker's console; null where none is known. */
export function endpointLink(endpoint: string, { region }: ConsolePlace): ConsoleLink | null {
  return link(
    `Endpoint ${endpoint}`,
    consoleUrl(partitionOf(region), region, "sagemaker", `/endpoints/${endpoint}`),
  );
}

/**
 * The page of what an ARN names, in its own region and partition: a pipeline's execution, a job, a state machine's
 * execution, or a model package. Null for what has no page that is known, among it an AutoML job and a function's name.
 *
 * Studio shows what SageMaker's console does not: pipelines, and versions of a model. The form of a pipeline's page:
 * https://github.com/zenml-io/zenml/blob/main/src/zenml/integrations/aws/orchestrators/sagemaker_orchestrator.py
 */
export function linkOfArn(arn: string, { studioDomain, region: here }: ConsolePlace): ConsoleLink | null {
  const [, partition = "", service = "", region = "", , ...rest] = arn.split(":");
  const resource = rest.join(":");
  const [kind = "", name = "", inner = "", id = ""] = resource.split("/");
  // A domain is of one region: what is elsewhere is not shown in it.
  const studio = (page: string) =>
    region === here ? studioUrl(partition, region, studioDomain, page) : null;
  const sagemaker = (page: string) => consoleUrl(partition, region, "sagemaker", page);
  switch (`${service}:${kind.split(":")[0]}`) {
    case "sagemaker:pipeline":
      if (inner !== "execution") return null;
      return link(`Pipeline execution ${id}`, studio(`/pipelines/view/${name}/executions/${id}/graph`));
    case "sagemaker:training-job":
      return link(`Training job ${name}`, studio(`/jobs/train/${name}`) ?? sagemaker(`/jobs/${name}`));
    case "sagemaker:hyper-parameter-tuning-job":
      return link(`Tuning job ${name}`, sagemaker(`/hyper-tuning-jobs/${name}`));
    case "sagemaker:model-package":
      return link(`Versions of ${name}`, studio(`/models/registered-models/${name}/versions`));
    case "states:execution":
      return link(
        `Execution ${resource.split(":").at(-1)}`,
        consoleUrl(partition, region, "states", `/v2/executions/details/${arn}`),
      );
    default:
      return null;
  }
}

function link(label: string, url: string | null): ConsoleLink | null {
  return url === null ? null : { label, url };
}
