/** The folder with the console's files, built where that is needed. */
export async function consoleFolder(): Promise<string> {
  const { builtPage } = await import("@driftwheel/console/build/built-page.ts");
  return await builtPage();
}
