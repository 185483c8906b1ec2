import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { html } from "hono/html";
import type { ApiPorts } from "../ports.ts";
import { problemOf } from "../problems/answer.ts";
import { problems } from "../problems/problem.ts";
import { page } from "./pages/page.ts";

/** True for who wants JSON; browsers and whatever fetches previews get pages. */
export function wantsJson(context: Context): boolean {
  const type = accepts(context, {
    header: "Accept",
    supports: ["text/html", "application/json"],
    default: "text/html",
  });
  return type === "application/json";
}

/** Answers with a page, and with one that says why when it cannot; problem+json is left to the app. */
export async function orRefusal(
  context: Context,
  { warn }: ApiPorts,
  answer: () => Promise<Response>,
): Promise<Response> {
  if (wantsJson(context)) return await answer();
  try {
    return await answer();
  } catch (error) {
    const { problem, details, headers } = problemOf(error, warn);
    const { status, title } = problems[problem];
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    return await page(
      context,
      status,
      title,
      html`<p>${details.detail}</p><p class="quiet">Nothing was done.</p>`,
    );
  }
}
