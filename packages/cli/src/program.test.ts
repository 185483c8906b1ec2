import { expect, test } from "vitest";
import { terminal, type } from "../test/terminal.ts";
import { createProgram } from "./program.ts";

test("help names the commands and the exit codes", async () => {
  const { code, out } = await type(["--help"]);
  expect(code).toBe(0);
  expect(out.join("\n")).toMatchInlineSnapshot(`
    "Usage: driftwheel [options] [command]

    See what Driftwheel makes of models, what it decided and why, and tell it what to do.

    Options:
      --version                                  print the version
      -h, --help                                 display help for command

    Look:
      models [options]                           List the fleet's models and what each is at.
      status [options] <model>                   Tell what a model is at: what serves, what is on trial,
                                                 what waits for a person.
      ledger [options] <model>                   List what was decided about a model, and why.
      explain [options] <model> <sequence>       Tell one entry of the ledger, what led to it, and what
                                                 followed from it.
      costs [options] [model]                    Tell what retrainings, trials, monitoring and
                                                 Driftwheel itself cost by model and month, and what
                                                 they brought.
      approvals [options]                        List the candidates that wait for a person's approval.

    Decide:
      approve [options] <model> <version>        Approve a candidate: it goes on trial with live traffic
                                                 next.
      reject [options] <model> <version>         Reject a candidate: it never serves.
      retrain [options] <model>                  Retrain a model now, whatever its drift.
      start-rollout [options] <model> <version>  Put an approved version on trial with live traffic.
      promote [options] <model>                  End a trial now: the challenger takes all of the
                                                 traffic.
      rollback [options] <model>                 End a trial now: the champion takes all of the traffic
                                                 again.
      undo [options] <model>                     Take the last promotion back: the champion before it
                                                 serves again.
      pause [options] <model>                    Stop Driftwheel for a model: no retraining, no
                                                 promotion. Harm is still rolled back.
      resume [options] <model>                   Let Driftwheel go on with a model, and accept its
                                                 endpoint as it is now.
      acknowledge [options] <model> <alert>      Say that you have seen an alert and take care of it: it
                                                 is escalated no more.
      alert-test [options] <model>               Have Driftwheel send a test alert as it sends every
                                                 alert, and tell what was sent where: to topics and
                                                 webhooks.

    Account:
      idle [options]                             List what stands idle in the account, what it costs a
                                                 month, and what was done about it.

    Asynchronous endpoints:
      failed-inputs [options] <model> [id...]    What an asynchronous endpoint could not answer, and
                                                 why; sent again with --redrive.

    Webhooks:
      hooks [options] [name]                     List who is sent entries by webhook; with a name, what
                                                 was delivered to them.
      redrive [options] <name> [delivery...]     Deliver again what a subscription did not take: the
                                                 named deliveries, or all that are dead or dropped.
      enable [options] <name>                    Send entries to a subscription again that was disabled.

    Try:
      replay [options] [model]                   Decide again on what the ledger holds, by another
                                                 policy, and tell where the decisions part.
      suggest [options] <model>                  Tell which sensitivity, floor and window a model's own
                                                 past speaks for; nothing is applied.

    Files:
      check [options]                            Check the fleet before it is deployed: its file alone,
                                                 or with --live also whether the account has what it
                                                 names.
      parse [options] <file...>                  Tell what Driftwheel makes of events: one line of JSON
                                                 for each file.
      baseline [options] <file...>               Make the statistics.json and constraints.json that live
                                                 data are compared with, from a training set.
      assess [options] <captures...>             Tell what the monitor would say of captured requests on
                                                 disk, all as one window.
      watch [options] <captures...>              Judge captured requests on disk window after window, as
                                                 the monitor and its sum would.
      judge [options] <outcomes.jsonl>           Tell what a rollout's referee would say of an
                                                 experiment in a file, look by look.
      prices [options]                           Read what SageMaker and Lambda cost from AWS's public
                                                 price list, and write it down.

    Output:
      Text for people on a terminal; JSON with --json, and wherever standard output is no terminal.
      --no-json gives the text there too. Errors go to standard error as text.

    Exit codes:
      0  done
      1  it could not be done; standard error says why
      2  the command was called in a way it does not know; assess, judge, watch: a file cannot be used; replay: the policy does not fit the ledger
      3  Driftwheel refused what was asked; the ledger has it, and why
      4  the model's ledger went on since it was read; nothing was done
      5  the API does not know who asks, or does not let them
      6  there is no such model, entry or subscription
      7  assess: the captures differ from the baseline; watch: drift would be confirmed
      8  assess, watch: the captures have not enough rows that can be judged; suggest: the past is too short"
  `);
});

const names = createProgram(terminal().context).commands.map((command) => command.name());

test.each(names)("the help of %s", async (command) => {
  const { code, out } = await type([command, "--help"]);
  expect(code).toBe(0);
  expect(out.join("\n")).toMatchSnapshot();
});

test.each([[["turn"]], [["ledger"]], [["ledger", "frost", "--colour"]], [["parse"]]])(
  "%j is a wrong call: exit 2, and standard output stays empty",
  async (words) => {
    const { code, out, hints } = await type(words);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(hints.join("\n")).toMatch(/^error: /);
  },
);

test("a defect is told as one, with where it happened", async () => {
  const { code, hints } = await type(["pause", "frost", "--because", "so"], {
    user: () => {
      throw new TypeError("no such thing");
    },
  });
  expect(code).toBe(1);
  expect(hints[0]).toMatch(/^This is a defect of driftwheel\. TypeError: no such thing\n\s+at /);
});
