import { existsSync } from "node:fs";
import type { ImageRegistry, LocalImage } from "./world.ts";

/** Images that were named when the server started; a name is found only as it was given. */
export function imageRegistry(images: Readonly<Record<string, LocalImage>>): ImageRegistry {
  const known = new Map(Object.entries(images));
  return { find: (name) => known.get(name) ?? null };
}

/** Images of the examples that stand beside this package; none where they are absent. */
export async function exampleImages(): Promise<Readonly<Record<string, LocalImage>>> {
  const file = new URL("../../../examples/frost/image.ts", import.meta.url);
  if (!existsSync(file)) return {};
  const module: { images?: unknown } = await import(file.href);
  // The contract of an example's image.ts.
  return (module.images ?? {}) as Readonly<Record<string, LocalImage>>;
}
