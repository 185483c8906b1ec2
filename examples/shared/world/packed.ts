import { create } from "tar";

/** Files of a folder as SageMaker's script mode takes them: a sourcedir.tar.gz. */
export async function packed(folder: string, files: readonly string[]): Promise<Buffer> {
  const archive = create({ cwd: folder, gzip: true, portable: true }, [...files]);
  const parts: Buffer[] = [];
  for await (const part of archive) parts.push(part);
  return Buffer.concat(parts);
}
