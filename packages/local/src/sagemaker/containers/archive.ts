import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create, extract } from "tar";

/** Everything in a folder as a `.tar.gz`, with paths relative to the folder. */
export async function pack(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).sort();
  const file = `${folder}.tar.gz`;
  await create({ gzip: true, file, cwd: folder, portable: true }, names.length > 0 ? names : ["."]);
  const bytes = await readFile(file);
  await rm(file);
  return bytes;
}

/** Unpacks a `.tar.gz` into a folder; rejects when it is none. */
export async function unpack(archive: Uint8Array, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, "..", `.${crypto.randomUUID()}.tar.gz`);
  await writeFile(file, archive);
  try {
    await extract({ file, cwd: folder, strict: true });
  } finally {
    await rm(file, { force: true });
  }
}
