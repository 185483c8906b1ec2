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
import { ConnectionLine } from "./shell/connection-line.tsx";
import { Head } from "./shell/head.tsx";
import { Page } from "./shell/page.tsx";
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
if (root) render(<Console />, root);
void askWho();
void askWhetherLocal();
