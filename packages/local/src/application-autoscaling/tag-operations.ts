import { parse } from "../sagemaker/registry/parse-request.ts";
import { type Operation, ServiceError } from "../world.ts";
import { listTags, tagResource, untagResource } from "./requests.ts";
import type { ScalableTargets } from "./scalable-targets.ts";

const mostTags = 50;

/**
 * Tags of scalable targets.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html
 */
export function tagOperations(targets: ScalableTargets): Record<string, Operation> {
  return {
    ListTagsForResource: async (input) => ({ Tags: targets.byArn(parse(listTags, input).ResourceARN).tags }),

    TagResource: async (input) => {
      const { ResourceARN, Tags } = parse(tagResource, input);
      const { tags } = targets.byArn(ResourceARN);
      if (new Set([...tags.keys(), ...Object.keys(Tags)]).size > mostTags) {
        throw new ServiceError("TooManyTagsException", `A resource has at most ${mostTags} tags.`);
      }
      for (const [key, value] of Object.entries(Tags)) tags.set(key, value);
      return {};
    },

    UntagResource: async (input) => {
      const { ResourceARN, TagKeys } = parse(untagResource, input);
      const { tags } = targets.byArn(ResourceARN);
      for (const key of TagKeys) tags.delete(key);
      return {};
    },
  };
}
