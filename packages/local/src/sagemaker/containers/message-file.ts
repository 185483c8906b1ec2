import { readFile } from "node:fs/promises";

/** The service shows the first 1,024 characters of what a container left to say. */
const longest = 1024;

/** What a container wrote to `output/failure` or `output/message`; null when it wrote nothing. */
export async function messageIn(path: string): Promise<string | null> {
  try {
    const text = (await readFile(path, "utf8")).trim();
    return text === "" ? null : text.slice(0, longest);
  } catch {
    return null;
  }
}

/** Wording seen in descriptions of failed jobs: `AlgorithmError: <what it said>, exit code: 1`. */
export function algorithmError(said: string | null, code: number): string {
  return `AlgorithmError: ${said ?? "See job logs for more information"}, exit code: ${code}`.slice(
    0,
    longest,
  );
}
