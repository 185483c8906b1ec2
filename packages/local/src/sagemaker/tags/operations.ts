import { z } from "zod";
import type { Operation } from "../../world.ts";
import type { Shared } from "../context.ts";
import { page } from "../registry/page.ts";
import { parse } from "../registry/parse-request.ts";

const arn = z.string();
const tag = z.object({ Key: z.string(), Value: z.string() });

/** Optional tags of any Create request. */
export const tags = z.array(tag).optional();

const addTags = z.object({ ResourceArn: arn, Tags: z.array(tag) });
const deleteTags = z.object({
  ResourceArn: arn,
  TagKeys: z.array(z.string()),
});
const listTags = z.object({
  ResourceArn: arn,
  NextToken: z.string().optional(),
  MaxResults: z.int().optional(),
});

/** The fewest tags that a page may be asked to have; a resource has no more than that. */
const pageSize = 50;

/** AddTags, ListTags, DeleteTags. */
export function tagOperations({ tags: store }: Shared): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    [
      "AddTags",
      async (input) => {
        const request = parse(addTags, input);
        store.add(request.ResourceArn, request.Tags);
        return { Tags: store.of(request.ResourceArn) };
      },
    ],
    [
      "ListTags",
      async (input) => {
        const request = parse(listTags, input);
        const { items, ...rest } = page(store.of(request.ResourceArn), { MaxResults: pageSize, ...request });
        return { Tags: items, ...rest };
      },
    ],
    [
      "DeleteTags",
      async (input) => {
        const request = parse(deleteTags, input);
        store.remove(request.ResourceArn, request.TagKeys);
        return {};
      },
    ],
  ]);
}
