/**
 * Everything that is deployed. Of the deployment only the route table exists so far (`routes.ts`), because the
 * local AWS obeys it too; queues, roles, the table, the topics and the functions are not described yet.
 *
 * @throws Error always: an app without its queues would lose events without a word.
 */
export function deploy(): never {
  throw new Error(
    "Driftwheel cannot be deployed yet: stacks/ describes only the routes. It runs on this machine with npm start.",
  );
}
