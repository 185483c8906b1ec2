import { tinyImage } from "../../packages/local/src/sagemaker/testing/images.ts";
import { startLocal } from "../../packages/local/src/server.ts";
import { readArguments } from "../runner/arguments.ts";
import { removeTemporaryFolders } from "../runner/temporary-folder.ts";
import { conformance, type Report } from "./conformance.ts";
import { seededAnswers } from "./seeded-answers.ts";

const { values } = readArguments(
  { json: { type: "boolean", default: false }, url: { type: "string" } },
  `npm run -s test:conformance -- [--json] [--url <another server>]

Ends with 1 when fewer than 99% of the requests that break a model are refused, when one cannot be answered, or when
an answer is not what the model says. Another server is asked what the models tell, and not for the world that is
seeded here.`,
);

const report = values.url === undefined ? await ownServer() : await conformance(values.url);
const { operations, valid, broken, refused, answers, ...lists } = report;
if (values.json) console.log(JSON.stringify(report, null, 2));
else {
  for (const [name, lines] of Object.entries(lists)) {
    console.log(`${name}: ${lines.length}`);
    if (!["refusedThoughValid", "undone"].includes(name)) for (const line of lines) console.log(`  ${line}`);
  }
  console.log(`${operations} operations, ${valid} valid requests, ${answers} answers`);
  console.log(`${broken} broken requests, ${refused} of them refused`);
}
if (refused < 0.99 * broken || lists.failures.length + lists.wrongAnswers.length > 0) process.exitCode = 1;

async function ownServer(): Promise<Report> {
  const server = await startLocal({ region: "us-east-1", images: tinyImage() });
  try {
    const seeded = await seededAnswers(server.url);
    const of = await conformance(server.url);
    return {
      ...of,
      answers: of.answers + seeded.answers,
      wrongAnswers: [...seeded.wrongAnswers, ...of.wrongAnswers],
      failures: [...seeded.failures, ...of.failures],
    };
  } finally {
    await server.close();
    removeTemporaryFolders();
  }
}
