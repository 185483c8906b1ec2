import type { NotificationSettings } from "../policy/notification-settings.ts";
import type { EffectAnswer, SendAlert } from "../vocabulary/effect.ts";
import type { AlertLink } from "../vocabulary/entry.ts";
import type { Clock } from "../vocabulary/ports.ts";
import type { ConsoleLink } from "../words/console/console-place.ts";
import { type AlertMessage, alertMessage } from "./alert-message.ts";
import type { ShownLink } from "./alert-text.ts";
import { defaultNotificationSettings } from "./default-notification-settings.ts";
import { type DigestState, offer, seal, sent } from "./digest-state.ts";
import { digestText } from "./digest-text.ts";

/** Keeps the fleet's one digest state. */
export interface DigestStore {
  /**
   * Changes the state as if nobody else did meanwhile; nothing is written when the same state comes back.
   *
   * @throws TransientError when other writers were always first, or the store cannot be reached.
   */
  change<Answer>(
    act: (state: DigestState) => { readonly state: DigestState; readonly answer: Answer },
  ): Promise<Answer>;
}

/** An alert ready to leave. */
export interface OutgoingAlert {
  readonly message: AlertMessage;
  /** Every link, also those that have no URL. */
  readonly links: readonly ShownLink[];
  /** Of what the alert is about. */
  readonly pages?: readonly ConsoleLink[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** Sends alerts to people: now or in a digest, by the fleet's settings. */
export interface Notifier {
  readonly digests: DigestStore;
  /** The fleet's; the usual ones unless given. */
  readonly settings: NotificationSettings | undefined;
  readonly clock: Clock;
  /** Signs the links; those that nothing is set up to answer have no URL. */
  sign(links: readonly AlertLink[], model: string): Promise<readonly ShownLink[]>;
  /** The pages of what an alert is about; none unless given. Does not reject. */
  pages?(alert: SendAlert): Promise<readonly ConsoleLink[]>;
  /** Gives it to whoever listens at its severity; answers the message's id. */
  publish(alert: OutgoingAlert): Promise<string>;
}

/** Sends an alert now, or keeps it for the digest; done again it has the same decision. */
export async function notify(effect: SendAlert, notifier: Notifier): Promise<EffectAnswer> {
  const { model, token, key, severity, subject, event, attributes } = effect;
  // A page does not depend on anything that it does not need.
  if (severity !== "page") {
    const offered = { token, model, key, kind: attributes.kind ?? event, severity, subject, event };
    const decision = await notifier.digests.change((state) => {
      const decided = offer(
        state,
        offered,
        notifier.settings ?? defaultNotificationSettings,
        notifier.clock.now(),
      );
      return { state: decided.state, answer: decided.decision };
    });
    if (decision === "digest") return { kept: "for the digest" };
  }
  const links = await notifier.sign(effect.links, model);
  const pages = (await notifier.pages?.(effect)) ?? [];
  const message = alertMessage({ ...effect, entry: effect.sequence }, [...links, ...pages]);
  return { message: await notifier.publish({ message, links, pages, attributes }) };
}

/**
 * Sends what was kept back, when its time has come. It is sealed first and marked as sent last: who comes after a
 * crash sends the same digest again, with the same id among its attributes.
 *
 * @returns the digest's id, or null when there was nothing to send.
 */
export async function sendDigest(notifier: Omit<Notifier, "sign" | "pages">): Promise<string | null> {
  const digest = await notifier.digests.change((state) => {
    const sealed = seal(state, notifier.settings ?? defaultNotificationSettings, notifier.clock.now());
    return { state: sealed.state, answer: sealed.digest };
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
  await notifier.publish({ message, links: [], attributes });
  await notifier.digests.change((state) => ({ state: sent(state, id), answer: null }));
  return id;
}
