import type { Invariant } from "./invariant.ts";
import { entries } from "./ledger-words.ts";

const outbox: Invariant = {
  name: "nothing-asked-for-is-forgotten",
  promise: "Some hours after the faults stop nothing that the ledger asked for is still open.",
  broken: ({ atEnd }) =>
    atEnd.state.held || atEnd.state.rollout?.phase === "held"
      ? []
      : atEnd.state.outbox.map(({ effect }) => `${effect.token} is still open.`),
};

const alerts: Invariant = {
  name: "every-alert-arrives",
  promise: "Every alert that was raised reached its topic or the digest, or what it told of ended before.",
  broken({ world }) {
    const done = new Set(
      entries(world, "effect-done").map(({ entry }) => `${entry.data.effect} ${entry.data.of}`),
    );
    const over = new Set(entries(world, "alert-resolved").map(({ entry }) => entry.data.about));
    const told = new Set(world.journal.of("published").map(({ entry }) => entry));
    return entries(world, "alert-raised")
      .filter(({ entry }) => !over.has(entry.sequence))
      .flatMap(({ entry: { sequence, data, model } }) => {
        if (!done.has(`send-alert ${sequence}`))
          return [`Alert ${sequence}, "${data.subject}", was never sent.`];
        const arrived = data.severity !== "page" || told.has(`${model}/${data.about}`);
        return arrived ? [] : [`Alert ${sequence}, "${data.subject}", counts as sent and never was.`];
      });
  },
};

const deadLetters: Invariant = {
  name: "no-message-is-given-up",
  promise: "No message ends in a dead-letter queue.",
  broken: ({ world }) =>
    world.journal
      .of("dead-letter")
      .map(({ message, why }) => `${JSON.parse(message)["detail-type"]} was given up: ${why}`),
};

const answers: Invariant = {
  name: "every-command-is-answered",
  promise: "Every command is answered, and what was accepted stands in the ledger.",
  broken({ world }) {
    const answered = new Map(world.journal.of("answered").map((one) => [one.key, one.answer]));
    const causes = new Set(world.ledger.entries.map(({ causedBy }) => causedBy));
    return world.journal.of("given").flatMap(({ key }) => {
      const answer = answered.get(key);
      if (!answer) return [`${key} was never answered.`];
      const written = causes.has(`command orchard ${key}`);
      return answer.result === "accepted" && !written
        ? [`${key} was accepted and is not in the ledger.`]
        : [];
    });
  },
};

const errors: Invariant = {
  name: "no-handler-breaks",
  promise:
    "No handler ends with an error that is not one of its own words for 'again', 'no' and 'not understood'.",
  broken: ({ world }) => world.journal.of("error").map(({ process, error }) => `${process}: ${error}`),
};

export const losses: readonly Invariant[] = [outbox, alerts, deadLetters, answers, errors];
