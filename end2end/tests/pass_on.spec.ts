// Remote mode: one process serves as the remote Appwrite, two others hold no state and serve the app.
import { befriend, expect, Person, test } from "../people";
import { dataFolder, start } from "../processes";

test("a photo sent through one process raises the toast in a browser of the other", async ({ browser, viewport }) => {
  const data = dataFolder();
  const home = await start(3211, { APPCHAT_DATA: data.folder });
  const remote = {
    APPWRITE_ENDPOINT: `${home.origin}/v1`,
    APPWRITE_PROJECT_ID: "appchat",
    APPWRITE_API_KEY: data.key(),
  };
  const [one, two] = [await start(3212, remote), await start(3213, remote)];
  const person = async (name: string, baseURL: string) => {
    const context = await browser.newContext({ baseURL, viewport, reducedMotion: "reduce" });
    return new Person(name, context, await context.newPage());
  };
  const [ana, ben] = [await person("Ana", one.origin), await person("Ben", two.origin)];
  try {
    await ana.register();
    await ben.register();
    await befriend(ana, ben);
    await ben.holdToast("Ana sent a snap", () => ana.sendSnap(ben));
    await ben.goto("/app/inbox");
    await ben.page.getByRole("list", { name: "Received snaps" }).getByRole("link").first().click();
    await expect(ben.page.getByAltText("Snap from Ana")).toBeVisible();

    // Only what the browser asks for is passed on.
    for (const path of ["/v1/users", "/v1/tablesdb/appchat-db/tables/snaps/rows", "/v1/storage/buckets/snaps/files"]) {
      const refused = await ana.context.request.get(path, { headers: { "x-appwrite-project": "appchat" } });
      expect(refused.status(), path).toBe(404);
    }
  } finally {
    await Promise.all([ana.context.close(), ben.context.close()]);
    await Promise.all([one.stop(), two.stop()]);
    await home.stop();
  }
});
