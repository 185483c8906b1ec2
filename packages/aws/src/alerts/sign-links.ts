import type { ShownLink } from "@driftwheel/core/alerts/alert-text.ts";
import type { AlertLink } from "@driftwheel/core/vocabulary/entry.ts";
import type { Secrets } from "@driftwheel/core/vocabulary/ports.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";

interface Signer {
  readonly apiUrl: string | null;
  readonly linkSecret: string | null;
  readonly secrets: Secrets;
  readonly warn: (message: string) => void;
}

/** Gives links their URLs, `<API>/links/<token>`, signed with the newest of the live secrets. */
export function linkSigner({ apiUrl, linkSecret, secrets, warn }: Signer) {
  return async (links: readonly AlertLink[], model: string): Promise<readonly ShownLink[]> => {
    const withoutUrl = links.map((link) => ({ ...link, url: null }));
    if (!apiUrl || !linkSecret || links.length === 0) return withoutUrl;
    try {
      const [secret] = await secrets.read(linkSecret);
      if (secret === undefined) return withoutUrl;
      const { signLink } = await import("./links.ts");
      const signed = async (link: AlertLink) => `${apiUrl}/links/${await signLink(link, model, secret)}`;
      return await Promise.all(links.map(async (link) => ({ ...link, url: await signed(link) })));
    } catch (error) {
      // An alert that names the command instead of a link is better than one that comes late.
      warn(`an alert has no links: ${errorMessage(error)}`);
      return withoutUrl;
    }
  };
}
