import { processContext } from "@driftwheel/cli/context/process-context.ts";
import { run } from "@driftwheel/cli/program.ts";
import { ownCommands } from "./program.ts";
import { readTypeScript } from "./runtime/read-typescript.ts";

// It warns of later versions of the SDK on Node 20; the one in this package stays the one that it is.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
readTypeScript();
process.exitCode = await run(process.argv.slice(2), processContext(), ownCommands);
