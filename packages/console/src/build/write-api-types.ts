import { writeFileSync } from "node:fs";
import { apiTypesText } from "./api-types.ts";

writeFileSync(new URL("../page/api/api-types.ts", import.meta.url), await apiTypesText());
