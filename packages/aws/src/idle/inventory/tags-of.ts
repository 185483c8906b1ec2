import { paginateListTags } from "@aws-sdk/client-sagemaker";
import type { Tags } from "@driftwheel/core/idle/resource.ts";
import { sageMaker } from "../../clients/sagemaker.ts";

/** The tags of whatever has the ARN. */
export async function tagsOf(arn: string): Promise<Tags> {
  const tags: Record<string, string> = {};
  for await (const page of paginateListTags({ client: sageMaker() }, { ResourceArn: arn })) {
    for (const { Key, Value } of page.Tags ?? []) {
      if (Key !== undefined) tags[Key] = Value ?? "";
    }
  }
  return tags;
}
