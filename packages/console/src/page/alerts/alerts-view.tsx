import { useState } from "preact/hooks";
import { Acknowledge } from "../act/acknowledge.tsx";
import { ActButton } from "../act/act-button.tsx";
import { forRole } from "../act/possibility.ts";
import { TestAlert } from "../act/test-alert.tsx";
import { KeyFigure, KeyFigures } from "../parts/figures.tsx";
import { Known } from "../parts/known.tsx";
import { EmptyState } from "../parts/notice.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Badge } from "../parts/status.tsx";
import { Since } from "../parts/time.tsx";
import { addressOf } from "../routing/routes.ts";
import { answers } from "../store/answers.ts";
import { me } from "../store/me.ts";
import { useResource } from "../store/use-resource.ts";
import { shortArn } from "../words/packages.ts";
import { severityTones } from "../words/tone.ts";
import { type FleetAlert, mostUrgentFirst } from "./urgent-alerts.ts";

/** Open alerts over the fleet, the most urgent first. */
export function AlertsView() {
  const resource = answers.alerts();
  const snapshot = useResource(resource);
  const [testing, setTesting] = useState(false);
  return (
    <main class="page">
      <div class="bar">
        <h1>Alerts</h1>
        <div class="bar-end">
          <ActButton
            label="Send a test alert…"
            possibility={forRole("operator", me.value, { why: null })}
            onAct={() => setTesting(true)}
          />
        </div>
      </div>
      {testing ? <TestAlert onClose={() => setTesting(false)} /> : null}
      <Known what="the open alerts" resource={resource} snapshot={snapshot}>
        {({ models }) => <Alerts alerts={mostUrgentFirst(models)} />}
      </Known>
    </main>
  );
}

function Alerts({ alerts }: { readonly alerts: readonly FleetAlert[] }) {
  if (alerts.length === 0) {
    return (
      <EmptyState title="No alert is open">
        A policy says by <code>alerts</code> what people are told of. Send a test alert to see whether they
        are.
      </EmptyState>
    );
  }
  const unattended = alerts.filter(({ alert }) => alert.acknowledgedBy === null);
  return (
    <>
      <KeyFigures>
        <KeyFigure label="Open">{alerts.length}</KeyFigure>
        <KeyFigure label="Nobody has in hand">{unattended.length}</KeyFigure>
        <KeyFigure label="Pages">{alerts.filter(({ alert }) => alert.severity === "page").length}</KeyFigure>
      </KeyFigures>
      <ul class="rows">
        {alerts.map((one) => (
          <AlertRow key={`${one.model} ${one.alert.key}`} {...one} />
        ))}
      </ul>
    </>
  );
}

function AlertRow({ model, sequence, alert }: FleetAlert) {
  const { severity, subject, about, at, escalated, acknowledgedBy } = alert;
  return (
    <li class="row">
      <Badge tone={severityTones[severity]}>{severity}</Badge>
      <div class="row-main">
        <a href={addressOf("entry", { model, sequence: String(about) })}>
          <Sentence text={subject} />
        </a>
        <span class="quiet small">
          <a href={addressOf("model", { model })}>{model}</a>, <Since at={at} />
          {escalated ? ", escalated" : ""}
          {acknowledgedBy === null ? "" : `, in hand with ${shortArn(acknowledgedBy)}`}
        </span>
      </div>
      <Acknowledge state={{ model, sequence }} alert={alert} />
    </li>
  );
}
