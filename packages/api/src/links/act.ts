import type { Command } from "@driftwheel/core/vocabulary/command.ts";
import type { Context } from "hono";
import { html } from "hono/html";
import { commandResponse } from "../commands/command-response.ts";
import type { ApiPorts } from "../ports.ts";
import { Problem } from "../problems/problem.ts";
import { readFormInput } from "./form-input.ts";
import type { OpenLinkStatus } from "./link-status.ts";
import { openLink } from "./open.ts";
import { entryList } from "./pages/explanation.ts";
import { page } from "./pages/page.ts";
import { orRefusal, wantsJson } from "./refused.ts";
import { linkPage } from "./show.ts";

/** Does what a link says, once, in the name that the person gave. */
export function actOnLink(context: Context, token: string, ports: ApiPorts): Promise<Response> {
  return orRefusal(context, ports, async () => {
    const link = await openLink(token, ports);
    const { claims, identity, status } = link;
    const act = actOf(status);
    const read = await readFormInput(context);
    if (!read.ok) {
      if (!wantsJson(context)) return await linkPage(context, 400, link, read);
      const detail = `Not understood: ${read.errors.map(({ path }) => path).join(", ")}.`;
      throw new Problem("bad-request", { detail, errors: read.errors });
    }
    const answer = await ports.give({
      kind: "command-given",
      identity,
      at: ports.clock.now().toISOString(),
      model: claims.model,
      command: act.command,
      by: `${read.input.name} by link`,
      route: "link",
      reason: read.input.reason,
      // What lies between is no reason to ask again: whether the version still waits is the decider's to see.
      expectedSequence: null,
    });
    // Two at the same moment: the other one was first.
    if (answer.result === "repeated" || answer.key) {
      throw new Problem("link-used", { detail: "It was used a moment ago; it does what it says once." });
    }
    const { body } = commandResponse(claims.model, answer);
    if (wantsJson(context)) return context.json(body);
    return await page(
      context,
      200,
      act.done,
      html`<p>Thank you. This is what the ledger says:</p>${entryList(answer.entries)}`,
    );
  });
}

/** @throws Problem for a link that only explains. */
function actOf(status: OpenLinkStatus): { readonly command: Command; readonly done: string } {
  switch (status.action) {
    case "explain":
      throw new Problem("bad-request", { detail: "This link explains; there is nothing to do by it." });
    case "approve":
    case "reject": {
      const { model, data } = status.entry;
      return {
        command: { name: status.action, version: data.version },
        done: `Version ${data.version} of ${model} is ${status.action === "approve" ? "approved" : "rejected"}`,
      };
    }
    case "acknowledge":
      return {
        command: { name: "acknowledge", alert: status.entry.sequence },
        done: "Acknowledged",
      };
  }
}
