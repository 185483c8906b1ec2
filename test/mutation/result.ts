import { z } from "zod";

const position = z.object({ line: z.int().positive(), column: z.int().positive() });

const mutant = z.object({
  mutatorName: z.string(),
  replacement: z.string(),
  location: z.object({ start: position, end: position }),
  status: z.enum([
    "Killed",
    "Timeout",
    "Survived",
    "NoCoverage",
    "CompileError",
    "RuntimeError",
    "Ignored",
    "Pending",
  ]),
});

const file = z.object({ source: z.string(), mutants: z.array(mutant) });

/** The part that is read of what Stryker writes: https://github.com/stryker-mutator/mutation-testing-elements */
export const result = z.object({ files: z.record(z.string(), file) });

export type Result = z.infer<typeof result>;
export type MutatedFile = z.infer<typeof file>;
export type Mutant = z.infer<typeof mutant>;
