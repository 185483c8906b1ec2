import { textHash } from "./text-hash.ts";

/** Groups that categories too rare to be listed are counted in. */
export const categoryGroups = 20;

/**
 * The group of a category, by its name alone: not by how often it was seen, which would put together what was frequent
 * by luck.
 */
export function groupOfCategory(name: string): number {
  return textHash(name.trim()) % categoryGroups;
}
