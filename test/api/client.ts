import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { generate } from "openapi-typescript-codegen";
import { temporaryFolder } from "../runner/temporary-folder.ts";

const document = fileURLToPath(new URL("../../docs/reference/openapi.json", import.meta.url));

/** What the generated client says to every request. */
interface ClientSettings {
  BASE: string;
  HEADERS: Readonly<Record<string, string>>;
}

type Call = (parameters: object) => Promise<unknown>;

/** The client as it is generated: a service for each tag of the document, a method for each operation. */
export interface GeneratedClient {
  readonly OpenAPI: ClientSettings;
  readonly CommandsService: Readonly<Record<string, Call>>;
  readonly ModelsService: Readonly<Record<string, Call>>;
  readonly LedgerService: Readonly<Record<string, Call>>;
  readonly ApprovalsService: Readonly<Record<string, Call>>;
  readonly CostsService: Readonly<Record<string, Call>>;
  readonly RolloutsService: Readonly<Record<string, Call>>;
  readonly WebhooksService: Readonly<Record<string, Call>>;
}

/** Generates the client into a temporary folder of the test. */
export async function generateClient(): Promise<{
  readonly client: GeneratedClient;
  readonly folder: string;
}> {
  const folder = temporaryFolder();
  await generate({ input: document, output: join(folder, "source"), httpClient: "fetch", useOptions: true });
  const bundle = join(folder, "client.mjs");
  await build({
    entryPoints: [join(folder, "source/index.ts")],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "error",
  });
  return {
    // Its shape is the document's; the test that uses it finds out whether it is so.
    client: (await import(pathToFileURL(bundle).href)) as GeneratedClient,
    folder: join(folder, "source"),
  };
}
