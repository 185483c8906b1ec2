import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalImage } from "@driftwheel/local/world.ts";

/** The image's name as pipeline, training jobs and models write it. */
export const imageName = "111122223333.dkr.ecr.us-east-1.amazonaws.com/frost:1";

/** The image's script of this name: in TypeScript as this file is, or compiled as it is. */
export function script(name: string): string {
  return `${name}${extname(import.meta.url)}`;
}

/** What the image's name stands for on this machine: scripts that Node runs as they are. */
export const images: Readonly<Record<string, LocalImage>> = {
  [imageName]: {
    directory: fileURLToPath(new URL("image", import.meta.url)),
    train: ["node", script("train")],
    serve: ["node", script("serve")],
  },
};
