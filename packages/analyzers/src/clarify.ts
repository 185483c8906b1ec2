import { analyzeBias } from "./bias/analyze-bias.ts";
import { runAnalyzer } from "./container/run-analyzer.ts";

/** What `sagemaker-clarify-processing` is on this machine: the program of its container. */
await runAnalyzer(() => analyzeBias(process.env));
