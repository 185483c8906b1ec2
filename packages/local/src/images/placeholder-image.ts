import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalImage } from "../world.ts";

/**
 * Stands for an image of which nothing is here: its training makes an empty model, its processing nothing, and its
 * serving answers with what it was asked. All say so in their log.
 */
export const placeholderImage: LocalImage = {
  directory: fileURLToPath(new URL("placeholder", import.meta.url)),
  // In TypeScript as this file is, or compiled as it is.
  train: ["node", `train${extname(import.meta.url)}`],
  serve: ["node", `serve${extname(import.meta.url)}`],
  placeholder: true,
};
