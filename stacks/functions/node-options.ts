import { sizes } from "./sizes.ts";

/**
 * Node's options for a function that reads captures, which uses its memory for what is counted and not for garbage.
 *
 * Lambda's own Node gives a tenth of the memory to young objects, 102 MB of 1,024
 * (https://dev.to/wonderfulsoap/deep-dive-into-aws-lambda-3-official-nodejs-runtime-analysis-43je shows its start). Records are
 * read without leaving many: with 3 times 2 MB the monitor takes 30 MB less at 500 features and is no slower
 * (docs/reference/benchmarks.md). Whoever sets one of both options has to set the other, which Lambda then leaves out.
 */
export function nodeOptionsOf(name: "monitor" | "quality"): string {
  const { memory } = sizes[name];
  return `--max-semi-space-size=2 --max-old-space-size=${Math.floor(memory * 0.85)}`;
}
