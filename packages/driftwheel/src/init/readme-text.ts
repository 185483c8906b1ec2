import type { Answers } from "./answers.ts";

/** Five commands, in the order in which one needs them. */
export function readmeText({ model, region }: Answers, isExample: boolean): string {
  return isExample ? exampleText : ownText(model, region);
}

const exampleText = `# The example of Driftwheel

A frost-warning model that learnt Seattle is asked about New York; Driftwheel finds out, retrains it and tries it on live
traffic. All of it runs on this machine.

\`\`\`sh
npx driftwheel check           # is the fleet in order?
npx driftwheel local           # a small AWS, with Driftwheel in it
npx driftwheel example         # in another terminal: the model, its traffic, and what Driftwheel does
npx driftwheel ledger frost    # what was decided, and why
npx driftwheel status frost
\`\`\`

\`driftwheel.config.ts\` is the fleet. For a model of your own: \`npx driftwheel init\` in another folder.
`;

function ownText(model: string, region: string): string {
  return `# Driftwheel for ${model}

\`driftwheel.config.ts\` says how models are cared for, \`deployment.production.json\` has the settings of a stage,
\`sst.config.ts\` deploys both to ${region}. Once: \`npm install --save-dev --save-exact sst\`, and the secret that links in alerts
are signed with:
\`aws ssm put-parameter --type SecureString --name /driftwheel/production/links --value "$(openssl rand -base64 32)"\`

\`\`\`sh
npx driftwheel check           # is the fleet in order?
npx driftwheel check --live    # has the account what it names? Nothing is changed
npx driftwheel local           # a small AWS on this machine, with this fleet in it
npx driftwheel deploy:plan     # what would be deployed, and what it costs: driftwheel-plan.md (after "npx sst install")
npx sst deploy --stage production
\`\`\`

A new version: \`npm install --save-exact driftwheel@latest\`, then \`npx driftwheel upgrade\` tells what it changes.
`;
}
