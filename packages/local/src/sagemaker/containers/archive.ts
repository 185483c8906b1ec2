import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Everything in a folder as a `.tar.gz`, with paths relative to the folder. */
export async function pack(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).sort();
  const file = `${folder}.tar.gz`;
  const { create } = await import("tar");
  await create({ gzip: true, file, cwd: folder, portable: true }, names.length > 0 ? names : ["."]);
  const bytes = await readFile(file);
  await rm(file);
  return bytes;
}

/**
 * Unpacks a `.tar.gz` into a folder and nowhere else. Rejects when it is none, when a member would lie outside of the
 * folder, and when it takes longer than the patience: what strangers packed need not come to an end.
 *
 * @param patience milliseconds
 */
export async function unpack(archive: Uint8Array, folder: string, patience = 120_000): Promise<void> {
  const { extract } = await import("tar");
  await mkdir(folder, { recursive: true });
  const file = join(folder, "..", `.${crypto.randomUUID()}.tar.gz`);
  await writeFile(file, archive);
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error(`The archive was not unpacked within ${patience / 1_000} seconds.`));
  }, patience);
  try {
    await Promise.race([extract({ file, cwd: folder, strict: true, filter: isInside }), late.promise]);
  } finally {
    clearTimeout(timer);
    await rm(file, { force: true });
  }
}

/** The SageMaker Python SDK packs the folder itself, too, under no name at all, which is there already. */
function isInside(path: string): boolean {
  return !/^\/*$/.test(path);
}
