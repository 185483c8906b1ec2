import { expect, test } from "vitest";
import { type } from "../test/terminal.ts";

test("help names the commands and the exit codes", async () => {
  const { code, out } = await type(["--help"]);
  expect(code).toBe(0);
  expect(out.join("\n")).toMatchInlineSnapshot(`
    "Usage: driftwheel [options] [command]

    Look into Driftwheel: what it makes of events, what it decided, and why.

    Options:
      -h, --help                            display help for command

    Commands:
      parse [options] <file...>             Tell what Driftwheel makes of events: one line of JSON for
                                            each file.
      ledger [options] <model>              List what was decided about a model, and why.
      explain [options] <model> <sequence>  Tell one entry of the ledger, what led to it, and what
                                            followed from it.
      pause [options] <model>               Stop Driftwheel's hands for a model: no retraining, no
                                            promotion. Harm is still rolled back.
      resume [options] <model>              Let Driftwheel go on with a model, and accept its endpoint
                                            as it is now.
      baseline [options] <file>             Make the statistics.json and constraints.json that live data
                                            are compared with, from a training set.

    Exit codes:
      0  done
      1  it could not be done; standard error says why
      2  the command was called in a way it does not know"
  `);
});

test.each(["parse", "ledger", "explain", "pause", "resume", "baseline"])(
  "the help of %s",
  async (command) => {
    const { code, out } = await type([command, "--help"]);
    expect(code).toBe(0);
    expect(out.join("\n")).toMatchSnapshot();
  },
);

test.each([[["turn"]], [["ledger"]], [["ledger", "frost", "--colour"]], [["parse"]]])(
  "%j is a wrong call: exit 2, and standard output stays empty",
  async (words) => {
    const { code, out, hints } = await type(words);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(hints.join("\n")).toMatch(/^error: /);
  },
);

test("a defect is told as one, with where it happened", async () => {
  const { code, hints } = await type(["pause", "frost", "--because", "x"], {
    user: () => {
      throw new TypeError("no such thing");
    },
  });
  expect(code).toBe(1);
  expect(hints[0]).toMatch(/^This is a defect of driftwheel\. TypeError: no such thing\n\s+at /);
});
