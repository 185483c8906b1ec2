import { writeFile } from "node:fs/promises";
import { arch, availableParallelism, platform } from "node:os";
import { join } from "node:path";

const page = join(import.meta.dirname, "../../../docs/reference/decisions.md");

/** Writes docs/reference/decisions.md. */
export async function writeReport(sections: readonly string[]): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const head = `# Decisions, measured

Written by \`npm run bench:decisions\` on ${day}, ${availableParallelism()} cores of an ${arch()} machine, ${platform()}, Node ${process.versions.node}. Its
numbers come from seeded simulations: they are the same on every machine. Run it yourself:

\`\`\`sh
npm run bench:decisions                     # over an hour; writes this page and its pictures
npm run -s bench:decisions -- --quick       # a minute, fewer trials; writes nothing
npm run -s bench:decisions -- --json        # for programs; with --quick too, or with --page to write the page as well
\`\`\`

Evidently, NannyML and river are measured where RIVALS_PYTHON, or else python3, names a Python that has what
\`test/bench/drift/requirements.txt\` pins, without --quick; it takes some minutes more. A line says so where they
are left out, and how to get them.`;
  await writeFile(page, `${[head, ...sections].join("\n\n")}\n`);
}
