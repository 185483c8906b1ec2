import { existsSync } from "node:fs";
import { type ImageRegistry, type LocalImage, ServiceError } from "../world.ts";
import { analyzerImage } from "./analyzer-image.ts";
import { automlImage } from "./automl-image.ts";
import { frameworkImage, isFrameworkImage } from "./framework-image.ts";
import { parseImageName } from "./image-name.ts";
import { placeholderImage } from "./placeholder-image.ts";
import { findPython, noPython } from "./python.ts";

export interface ImageSettings {
  /** By full name, or by the repository's name for whatever registry and tag. */
  readonly images?: Readonly<Record<string, LocalImage>>;
  /** True lets jobs and endpoints of unknown images succeed, with nothing in them. */
  readonly anyImage?: boolean;
  /** The Python of AWS's framework images, and of folders with scripts for it; looked for on the PATH unless given. */
  readonly python?: string;
}

/** What an image's name stands for on this machine. */
export function imageRegistry({ images = {}, anyImage = false, python }: ImageSettings): ImageRegistry {
  const known = new Map(Object.entries(images).map(([name, image]) => [name, byPython(image, python)]));
  let found: string | null | undefined;
  const framework = (name: string): LocalImage | null => {
    if (!isFrameworkImage(name)) return null;
    found ??= findPython(python);
    if (found === null) throw new ServiceError("ValidationException", noPython);
    return frameworkImage(name, found);
  };
  return {
    find(name) {
      const { repository } = parseImageName(name);
      return (
        known.get(name) ??
        known.get(repository) ??
        framework(name) ??
        analyzerImage(name) ??
        automlImage(name) ??
        (anyImage ? placeholderImage : null)
      );
    },
  };
}

function byPython(image: LocalImage, python: string | undefined): LocalImage {
  if (python === undefined) return image;
  const run = ([program = "", ...rest]: readonly string[]) => [
    program === "python3" ? python : program,
    ...rest,
  ];
  return {
    ...image,
    ...(image.train ? { train: run(image.train) } : {}),
    ...(image.serve ? { serve: run(image.serve) } : {}),
    ...(image.process ? { process: run(image.process) } : {}),
  };
}

/** Images of the examples that stand beside this package; none where they are absent. */
export async function exampleImages(): Promise<Readonly<Record<string, LocalImage>>> {
  const file = new URL("../../../../examples/frost/image.ts", import.meta.url);
  if (!existsSync(file)) return {};
  const module: { images?: unknown } = await import(file.href);
  // The contract of an example's image.ts.
  return (module.images ?? {}) as Readonly<Record<string, LocalImage>>;
}
