import type { Tag } from "@aws-sdk/client-sagemaker";
import type { Tags } from "@driftwheel/core/idle/resource.ts";

/** Tags as SageMaker takes them; AWS's own are given by AWS alone. */
export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags)
    .filter(([Key]) => !/^aws:/i.test(Key))
    .map(([Key, Value]) => ({ Key, Value }));
}
