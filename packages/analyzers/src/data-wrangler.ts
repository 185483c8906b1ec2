import { runContainer } from "./container/run-analyzer.ts";
import { runFlow } from "./data-wrangler/run-flow.ts";

/** What `sagemaker-data-wrangler-container` is on this machine: the program of its container. */
await runContainer(() => runFlow(process.env, process.argv.slice(2)));
