import { Figure } from "../parts/figure.tsx";
import { Badge } from "../parts/status.tsx";
import { figure } from "../words/numbers.ts";
import { IntervalDrawing } from "./interval-drawing.tsx";
import type { ArmAnswer, Proof, Question } from "./questions.ts";

interface Questions {
  readonly questions: readonly Question[];
  readonly championName: string;
  readonly challengerName: string;
}

/** Both arms beside each other, question by question. */
export function QuestionTable({ questions, championName, challengerName }: Questions) {
  return (
    <table class="small-table questions">
      <caption class="hidden">Both versions, question by question</caption>
      <thead>
        <tr>
          <th scope="col">Question</th>
          <th scope="col" class="end">
            {championName}
          </th>
          <th scope="col" class="end">
            {challengerName}
          </th>
          <th scope="col">Difference, and how sure</th>
          <th scope="col">Evidence of what decides</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {questions.map((question) => (
          <tr key={question.id}>
            <th scope="row" title={question.words}>
              {question.title}
              <span class="quiet small questions-words">{question.words}</span>
            </th>
            <td class="end" data-label={championName}>
              <Arm arm={question.champion} unit={question.unit} />
            </td>
            <td class="end" data-label={challengerName}>
              <Arm arm={question.challenger} unit={question.unit} />
            </td>
            <td data-label="Difference">
              <Difference question={question} />
            </td>
            <td data-label="Evidence">
              <span class="proofs">
                {question.proofs.map((proof) => (
                  <ProofMeter key={proof.label} proof={proof} />
                ))}
              </span>
            </td>
            <td>
              <Badge tone={question.verdict.tone}>{question.verdict.words}</Badge>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Arm({ arm, unit }: { readonly arm: ArmAnswer; readonly unit: Question["unit"] }) {
  return (
    <span class="arm">
      <span class="strong">
        <Figure value={arm.value} unit={unit} />
      </span>
      <span class="quiet small"> of {figure(arm.of)}</span>
    </span>
  );
}

function Difference({ question }: { readonly question: Question }) {
  const { interval, differenceUnit } = question;
  if (!interval) return <span class="quiet">nothing to compare yet</span>;
  return (
    <span class="difference">
      <IntervalDrawing {...question} />
      <span>
        <strong class="figure">{figure(interval.difference, differenceUnit)}</strong>{" "}
        <span class="quiet figure">
          {figure(interval.low, differenceUnit)} to {figure(interval.high, differenceUnit)}
        </span>
      </span>
    </span>
  );
}

/** Evidence as a share of what decides. */
function ProofMeter({ proof: { label, shown, line } }: { readonly proof: Proof }) {
  const share = Math.max(0, shown / line);
  const exact = `ln E ${figure(shown)} of ${figure(line)}`;
  return (
    <span class="proof" title={exact}>
      <span class="proof-label">{label}</span>
      <meter min={0} max={1} value={Math.min(1, share)} aria-label={`Evidence for ${label}: ${exact}`} />
      <span class="figure">{share >= 1 ? "proved" : figure(share, "share")}</span>
    </span>
  );
}
