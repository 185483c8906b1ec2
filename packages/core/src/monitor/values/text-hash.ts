/**
 * A hash of a text, the same on every machine: FNV-1a, 32 bits
 * (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv-21), its high bits folded into the low ones, which are the
 * least even.
 */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
