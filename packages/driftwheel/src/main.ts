import { readTypeScript } from "./runtime/read-typescript.ts";

readTypeScript();
await import("@driftwheel/cli/main.ts");
