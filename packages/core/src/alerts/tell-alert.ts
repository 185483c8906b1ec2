import type { Telling } from "../policy/telling.ts";
import type { EffectAnswer, SendAlert } from "../vocabulary/effect.ts";
import type { AlertLink } from "../vocabulary/entry.ts";
import type { Clock } from "../vocabulary/ports.ts";
import { type AlertMessage, alertMessage } from "./alert-message.ts";
import type { ToldLink } from "./alert-text.ts";
import { type Desk, offer, seal, sent } from "./desk.ts";
import { digestText } from "./digest-text.ts";
import { usualTelling } from "./usual-telling.ts";

/** The fleet's one memory of what was told. */
export interface AlertDesk {
  /**
   * Changes the desk as if nobody else did meanwhile; nothing is written when the same desk comes back.
   *
   * @throws TransientError when other writers were always first, or the store cannot be reached.
   */
  change<Answer>(act: (desk: Desk) => { readonly desk: Desk; readonly answer: Answer }): Promise<Answer>;
}

/** An alert ready to leave. */
export interface OutgoingAlert {
  readonly message: AlertMessage;
  /** Every link, also those that have no URL. */
  readonly links: readonly ToldLink[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** Where alerts are told, and by which rules. */
export interface AlertOffice {
  readonly desk: AlertDesk;
  /** The fleet's; the usual ones unless given. */
  readonly telling: Telling | undefined;
  readonly clock: Clock;
  /** Signs the links; those that nothing is set up to answer have no URL. */
  sign(links: readonly AlertLink[], model: string): Promise<readonly ToldLink[]>;
  /** Gives it to whoever listens at its severity; answers the message's id. */
  publish(alert: OutgoingAlert): Promise<string>;
}

/** Tells an alert now, or keeps it for the digest; done again it has the same fate. */
export async function tellAlert(effect: SendAlert, office: AlertOffice): Promise<EffectAnswer> {
  const { model, token, key, severity, subject, event, attributes } = effect;
  // A page does not depend on anything that it does not need.
  if (severity !== "page") {
    const offered = { token, model, key, kind: attributes.kind ?? event, severity, subject, event };
    const fate = await office.desk.change((desk) => {
      const decided = offer(desk, offered, office.telling ?? usualTelling, office.clock.now());
      return { desk: decided.desk, answer: decided.fate };
    });
    if (fate === "digest") return { kept: "for the digest" };
  }
  const links = await office.sign(effect.links, model);
  const message = alertMessage({ ...effect, entry: effect.sequence }, links);
  return { message: await office.publish({ message, links, attributes }) };
}

/**
 * Sends what was kept back, when its time has come. It is sealed first and marked as sent last: who comes after a
 * crash sends the same digest again, with the same id among its attributes.
 *
 * @returns the digest's id, or null when there was nothing to send.
 */
export async function sendDigest(office: Omit<AlertOffice, "sign">): Promise<string | null> {
  const digest = await office.desk.change((desk) => {
    const sealed = seal(desk, office.telling ?? usualTelling, office.clock.now());
    return { desk: sealed.desk, answer: sealed.digest };
  });
  if (!digest) return null;
  const { id, severity, count, due } = digest;
  const message = alertMessage(
    {
      ...digestText(digest),
      ...{ model: "fleet", event: "raised", key: `fleet/${id}`, severity, at: due, entry: 0 },
      because: `${count} alerts were kept back until ${due}.`,
    },
    [],
  );
  const attributes = { model: "fleet", severity, kind: "digest", digest: id };
  await office.publish({ message, links: [], attributes });
  await office.desk.change((desk) => ({ desk: sent(desk, id), answer: null }));
  return id;
}
