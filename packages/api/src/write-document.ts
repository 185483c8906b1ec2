import { writeFileSync } from "node:fs";
import { documentText } from "./document-text.ts";

writeFileSync(new URL("../../../docs/reference/openapi.json", import.meta.url), documentText());
