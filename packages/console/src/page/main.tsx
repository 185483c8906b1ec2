import { render } from "preact";
import "./style/tokens.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/views.css";
import "uplot/dist/uPlot.min.css";
import "./style/charts.css";
import "./style/acts.css";
import "./style/pages.css";
import { askWhetherLocal } from "./local/samples.ts";
import { place } from "./routing/place.ts";
import { ConnectionLine } from "./shell/connection-line.tsx";
import { Head } from "./shell/head.tsx";
import { Page } from "./shell/page.tsx";
import { Outside } from "./sign-in/outside.tsx";
import { signedIn, signIn } from "./sign-in/session.ts";
import { openConsole } from "./sign-in/sign-in.ts";
import { answers } from "./store/answers.ts";
import { askWho } from "./store/me.ts";

function Console() {
  return (
    <>
      <Head />
      <ConnectionLine />
      <Page />
    </>
  );
}

const root = document.getElementById("console");
// No await of the module's own: what views share with it would be a file for each of them, and all of it larger.
void openConsole().then((opened) => {
  if (root && opened === "show") {
    // The largest answer of all is on its way while its view is.
    if (place.value.route === "fleet") void answers.fleet().refresh();
    render(<Console />, root);
    void askWho();
    window.addEventListener(signedIn, () => void askWho());
    // Where people sign in it is no machine of one's own.
    if (signIn.value === null) void askWhetherLocal();
  } else if (root && opened !== "leaving") {
    render(<Outside told={opened === "told"} />, root);
  }
});
