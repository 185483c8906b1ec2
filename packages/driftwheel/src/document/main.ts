import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { referencePage } from "./reference-page.ts";

const page = fileURLToPath(new URL("../../../../docs/reference/cli.md", import.meta.url));
await writeFile(page, referencePage());
process.stdout.write("docs/reference/cli.md is written.\n");
