import type { Context } from "@driftwheel/cli/context/context.ts";
import { exitCodeLines } from "@driftwheel/cli/context/errors.ts";
import { createProgram } from "@driftwheel/cli/program.ts";
import type { Command } from "commander";
import picocolors from "picocolors";
import { ownCommands } from "../program.ts";

const unused = () => {
  throw new Error("Help says nothing of the world around it.");
};

/** A world of which the help takes nothing but its width. */
const nowhere: Context = {
  out: unused,
  hint: unused,
  progress: unused,
  ask: null,
  input: unused,
  colors: picocolors.createColors(false),
  columns: null,
  directory: "",
  environment: {},
  now: unused,
  user: unused,
  newKey: unused,
  serves: unused,
  wait: unused,
};

/** The page docs/reference/cli.md: every command's own help, and the exit codes. */
export function referencePage(): string {
  const { commands } = createProgram(nowhere, ownCommands);
  const isOwn = (command: Command) => Object.hasOwn(ownCommands, command.helpGroup());
  const everywhere = sectionsOf(commands.filter((command) => !isOwn(command)));
  const own = sectionsOf(commands.filter(isOwn));
  return `# The command

Written by \`npm run cli:document\` from the command's own help. Do not edit it; a test fails when it is stale.

\`npx driftwheel <command>\` runs it, in this repository and wherever [the package](../guides/own-repository.md) is installed,
which has [a few more](#commands-of-the-package).

On a terminal it prints text for people; with \`--json\`, and wherever standard output is no terminal, JSON: one line for
each thing of a list. \`--no-json\` gives the text there too, for \`less\` or \`grep\`. Errors go to standard error as text.
\`parse\` prints JSON everywhere.

Commands that look or decide speak to Driftwheel's HTTP API: the one on this machine (\`npm run local\`) unless \`--api\`
or \`DRIFTWHEEL_API_URL\` names another. They sign with the usual AWS credentials (SigV4), or send the token of
\`--token\` or \`DRIFTWHEEL_API_TOKEN\`; the variable keeps it out of the list of processes. On this machine, without
credentials, the user's own name is who asks. A command that decides is given on what the ledger was when it was read:
when it went on since, nothing is done, and what happened is told. It carries a key of its own, so that it is done once
however often it has to be sent; give it yourself with \`--key\` to repeat it from a script.

## Exit codes

| code | meaning |
| ---- | ------- |
${exitCodeLines.map((line) => `| ${line.replace("  ", " | ")} |`).join("\n")}

${everywhere}

# Commands of the package

In this repository they are \`npm run local\`, \`npm start\` and \`npm run deploy:plan\`; \`npx driftwheel local --help\` tells the
options of the small AWS.

${own}
`;
}

function sectionsOf(commands: readonly Command[]): string {
  return commands
    .flatMap((command) => [
      `## ${command.name()}\n\n${fenced(helpOf(command))}`,
      ...command.commands.map((inner) => `### ${command.name()} ${inner.name()}\n\n${fenced(helpOf(inner))}`),
    ])
    .join("\n\n");
}

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => 100 });
  command.outputHelp();
  return text.trim();
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}
