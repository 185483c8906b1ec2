import type { ImageRegistry, LocalImage } from "./world.ts";

/** Images that were named when the server started; a name is found only as it was given. */
export function imageRegistry(images: Readonly<Record<string, LocalImage>>): ImageRegistry {
  const known = new Map(Object.entries(images));
  return { find: (name) => known.get(name) ?? null };
}
