import type { Mutant, Result } from "./result.ts";
import { withoutSentences } from "./sentences.ts";
import { rangeOf } from "./source-text.ts";

/** What `npm run test:mutation -- --json` prints. */
export interface Report {
  readonly mutants: number;
  /** Those that a test failed on, or that kept the tests from ending. */
  readonly killed: number;
  /** Those that every test passed with, or that no test ran. */
  readonly survived: readonly Survivor[];
}

interface Survivor {
  readonly file: string;
  readonly line: number;
  /** Which mutator, and the code before and after, each in one line. */
  readonly mutation: string;
}

export interface FileReport extends Report {
  readonly file: string;
}

/** Of each mutated file, in the order of their names; those without a mutant are left out. */
export function fileReports({ files }: Result): readonly FileReport[] {
  return Object.entries(files)
    .map(([file, mutated]) => {
      const judged = withoutSentences(mutated)
        .filter((mutant) => isKilled(mutant) || isSurvivor(mutant))
        .toSorted((one, other) => one.location.start.line - other.location.start.line);
      return {
        file,
        mutants: judged.length,
        killed: judged.filter(isKilled).length,
        survived: judged.filter(isSurvivor).map((mutant) => survivor(file, mutated.source, mutant)),
      };
    })
    .filter(({ mutants }) => mutants > 0)
    .toSorted((one, other) => one.file.localeCompare(other.file));
}

export function sumOf(files: readonly Report[]): Report {
  return {
    mutants: files.reduce((sum, { mutants }) => sum + mutants, 0),
    killed: files.reduce((sum, { killed }) => sum + killed, 0),
    survived: files.flatMap(({ survived }) => survived),
  };
}

/** The share that was killed, from 0 to 1. */
export function score({ mutants, killed }: Report): number {
  return mutants === 0 ? 1 : killed / mutants;
}

/** Code that does not end, or does not even load, is noticed by whoever runs the tests. */
function isKilled({ status }: Mutant): boolean {
  return status === "Killed" || status === "Timeout" || status === "RuntimeError";
}

function isSurvivor({ status }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
}

function survivor(file: string, source: string, { mutatorName, location, replacement }: Mutant): Survivor {
  const { start, end } = rangeOf(source, location);
  return {
    file,
    line: location.start.line,
    mutation: `${mutatorName}: ${oneLine(source.slice(start, end))} -> ${oneLine(replacement)}`,
  };
}

function oneLine(code: string): string {
  return code.replaceAll(/\s+/g, " ");
}
