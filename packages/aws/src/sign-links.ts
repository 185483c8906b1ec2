import type { ToldLink } from "@driftwheel/core/alerts/alert-text.ts";
import type { AlertLink } from "@driftwheel/core/ledger/entry.ts";
import type { Secrets } from "@driftwheel/core/shell/ports.ts";

interface Signer {
  readonly apiUrl: string | null;
  readonly linkSecret: string | null;
  readonly secrets: Secrets;
}

/** Gives links their URLs, `<API>/links/<token>`, signed with the newest of the live secrets. */
export function linkSigner({ apiUrl, linkSecret, secrets }: Signer) {
  return async (links: readonly AlertLink[], model: string): Promise<readonly ToldLink[]> => {
    const without = links.map((link) => ({ ...link, url: null }));
    if (!apiUrl || !linkSecret) return without;
    try {
      const [secret] = await secrets.read(linkSecret);
      if (secret === undefined) return without;
      const { signLink } = await import("./links.ts");
      return await Promise.all(
        links.map(async (link) => ({
          ...link,
          url: `${apiUrl}/links/${await signLink(link, model, secret)}`,
        })),
      );
    } catch {
      // An alert that names the command instead of a link is better than one that comes late.
      return without;
    }
  };
}
