import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a bundler tells: of each file that it wrote, how much came from which module. */
interface Bundled {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

/**
 * The licences of all libraries that are bundled, as each of them asks for.
 *
 * @throws Error naming a library that comes without a licence.
 */
export function licencesOf(root: string, metafiles: readonly Bundled[]): string {
  const used = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([path]) => /^(?:[^:]*:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? null),
    ),
  );
  const folders = [...new Set(used)].filter((folder) => folder !== null);
  const sections = new Map(folders.map((folder) => licenceOf(join(root, folder))));
  const text = [...sections].toSorted(([one], [other]) => one.localeCompare(other, "en"));
  return `The code in lib/, functions/ and console/ holds these libraries.\n\n${text.map(([name, licence]) => `${"=".repeat(80)}\n${name}\n\n${licence}\n`).join("\n")}`;
}

function licenceOf(folder: string): readonly [string, string] {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const name = `${manifest.name} ${manifest.version} (${manifest.license ?? "its own licence"})`;
  const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)/i.test(one));
  if (file !== undefined && existsSync(join(folder, file))) {
    return [name, readFileSync(join(folder, file), "utf8").trim()];
  }
  if (manifest.license === undefined) throw new Error(`${manifest.name} has no licence to be passed on.`);
  return [name, `Under ${manifest.license}, without a text of its own.`];
}
