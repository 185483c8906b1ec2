import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { missing } from "../runner/skipped.ts";
import type { Pair } from "./pairs.ts";

export type Verdict = "true" | "false" | "invalid";

/** What `mvn dependency:copy-dependencies` leaves for pom.xml, by SHA-256. */
const jars: Readonly<Record<string, string>> = {
  "event-ruler-1.8.1.jar": "cec3fc54e85d27904b053a159553039a861b08e574d813cf74c47deb277ec432",
  "fastdoubleparser-2.0.0.jar": "bd7d695c336843f75477767a59cfdf909c0c6aa5fde2b9f4f021c9f30974ea08",
  "jackson-annotations-2.18.0.jar": "a09367d2eeb526873abf737ff754c5085f82073a382ee72c3bbe15412217671f",
  "jackson-core-2.18.0.jar": "215bbd7c8fd65be504cb92ff3aa1c4b790fc7b14cca72f4546aac4143c101bb5",
  "jackson-databind-2.18.0.jar": "2bf1927b7f3224683ed0157a1ec3b0ede75179da3e597d78c572d56ed00f9f3c",
  "jsr305-3.0.2.jar": "766ad2a0783f2687962c8ad74ceecc38a28b9f72a2d085ee438b7813e928d0c7",
};
const folder = join(import.meta.dirname, "../../node_modules/.cache/event-ruler");

/** True where AWS's matcher cannot be asked, because there is no JDK or Maven has not fetched it. A line says so. */
export function missingMatcher(): boolean {
  if (missing("a JDK", "javac", "-version")) return true;
  const absent = Object.keys(jars).find((name) => !existsSync(join(folder, name)));
  if (absent === undefined) return false;
  console.warn(
    `Skipped: ${absent} is not here. mvn -f test/event-ruler/pom.xml dependency:copy-dependencies`,
  );
  return true;
}

/**
 * What AWS's own matcher says of each pair.
 *
 * @throws Error when a jar is not the one that is known
 */
export function verdictsOfAws(pairs: readonly Pair[]): readonly Verdict[] {
  for (const [name, wanted] of Object.entries(jars)) {
    const found = createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
    if (found !== wanted) throw new Error(`${name} has the SHA-256 ${found}, and should have ${wanted}.`);
  }
  const path = Object.keys(jars)
    .map((name) => join(folder, name))
    .join(delimiter);
  const source = join(import.meta.dirname, "Oracle.java");
  const { status, stdout, stderr } = spawnSync("java", ["-cp", path, source], {
    input: pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 100e6,
  });
  if (status !== 0) throw new Error(`java ended with ${status}: ${stderr}`);
  // Oracle.java prints nothing else.
  return stdout.trimEnd().split("\n") as Verdict[];
}
