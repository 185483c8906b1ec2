import { html } from "hono/html";
import type { FieldError } from "../../problems/problem.ts";
import type { Html } from "./page.ts";

/** What a person has typed so far. */
export interface FormInput {
  readonly name: string;
  readonly reason: string;
}

/** Asks for a name and a reason, and posts them to the address that the page came from. */
export function form(button: string, input: FormInput, errors: readonly FieldError[]): Html {
  return html`
${errors.length > 0 ? html`<p class="error">${errors.map(({ path, expected }) => `${path}: ${expected}`).join("; ")}.</p>` : ""}
<form method="post">
<label for="name">Your name</label>
<input id="name" name="name" required maxlength="80" autocomplete="name" value="${input.name}">
<label for="reason">Why</label>
<textarea id="reason" name="reason" rows="3" required maxlength="500">${input.reason}</textarea>
<button type="submit">${button}</button>
</form>
<p class="quiet">Both are kept in the ledger. The link works once.</p>`;
}
