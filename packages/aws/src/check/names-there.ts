import {
  ListEndpointsCommand,
  ListModelPackageGroupsCommand,
  ListPipelinesCommand,
} from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";

/** The newest so many are looked through for the name that was meant: the most that a page holds. */
export const mostNames = 100;
const page = { MaxResults: mostNames };

const lists = {
  endpoint: async () =>
    (await sageMaker().send(new ListEndpointsCommand(page))).Endpoints?.map(
      ({ EndpointName }) => EndpointName,
    ),
  packageGroup: async () =>
    (await sageMaker().send(new ListModelPackageGroupsCommand(page))).ModelPackageGroupSummaryList?.map(
      ({ ModelPackageGroupName }) => ModelPackageGroupName,
    ),
  pipeline: async () =>
    (await sageMaker().send(new ListPipelinesCommand(page))).PipelineSummaries?.map(
      ({ PipelineName }) => PipelineName,
    ),
} as const;

/** Names of what the account has of a kind, newest first; none where the caller may not list them. */
export async function namesThere(kind: keyof typeof lists): Promise<readonly string[]> {
  try {
    return ((await lists[kind]()) ?? []).filter((name) => name !== undefined);
  } catch {
    // They are for a hint alone: that the thing is missing is told without them.
    return [];
  }
}
