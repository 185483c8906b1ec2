import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { extract } from "tar";
import { type Model, readModel } from "../model/model.ts";

/** The model in a folder that has a training job's archive. */
export async function unpackModel(folder: string): Promise<Model> {
  const unpacked = join(folder, "unpacked");
  await mkdir(unpacked, { recursive: true });
  await extract({ file: join(folder, "model.tar.gz"), cwd: unpacked });
  return await readModel(unpacked);
}
