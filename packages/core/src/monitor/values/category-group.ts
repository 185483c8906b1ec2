/** Groups that categories too rare to be listed are counted in. */
export const categoryGroups = 20;

/**
 * The group of a category, by its name alone: not by how often it was seen, which would put together what was frequent
 * by luck. FNV-1a, 32 bits: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv-21
 */
export function groupOfCategory(name: string): number {
  let hash = 0x811c9dc5;
  const text = name.trim();
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  // The low bits of FNV-1a alone are the least even.
  return ((hash ^ (hash >>> 15)) >>> 0) % categoryGroups;
}
