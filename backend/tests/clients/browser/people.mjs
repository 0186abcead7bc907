// A backend, a server of pages, and people with browsers of their own.
import { once } from "node:events";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test as base } from "@playwright/test";
import { startBackend } from "../backend.mjs";
import { openLine } from "../node/line.mjs";

export { expect };
// The SDKs are installed beside the tests that run under Node.
const require = createRequire(new URL("../node/package.json", import.meta.url));
export const server = require("node-appwrite");
const SDK = readFileSync(require.resolve("appwrite/package.json").replace("package.json", "dist/iife/sdk.js"));
const PAGE = readFileSync(new URL("page.html", import.meta.url));

export const PASSWORD = "correct horse battery";
/** A page and its API on one site, as AppChat and most have them. */
export const ONE_SITE = { page: "www.town.test", api: "api.town.test" };
/** A page on another site than its API. Its browser keeps no cookies of the API's. */
export const TWO_SITES = { page: "localhost", api: "127.0.0.1" };

async function servePages() {
  const pages = createServer((request, response) => {
    const script = request.url.startsWith("/sdk.js");
    response.setHeader("content-type", script ? "text/javascript" : "text/html").end(script ? SDK : PAGE);
  }).listen(0, "127.0.0.1");
  await once(pages, "listening");
  return pages;
}

export const test = base.extend({
  home: [
    async ({}, use) => {
      const backend = await startBackend({ SERVE_PLATFORMS: "*.town.test" });
      const [pages, line] = [await servePages(), await openLine(backend.endpoint)];
      const client = new server.Client().setEndpoint(backend.endpoint).setProject(backend.project).setKey(backend.key);
      const names = ["Account", "Presences", "Storage", "TablesDB", "Users"];
      const key = Object.fromEntries(names.map((name) => [name.toLowerCase(), new server[name](client)]));
      await use({
        key,
        /** Breaks the connections of everybody whose API is the `line`. */
        cut: line.cut,
        /** The address of the page at these hosts. */
        page(hosts, at = backend.endpoint) {
          const endpoint = at.replace("127.0.0.1", hosts.api);
          const asked = new URLSearchParams({ endpoint, project: backend.project });
          return `http://${hosts.page}:${pages.address().port}/?${asked}`;
        },
        line: line.endpoint,
      });
      pages.close();
      pages.closeAllConnections();
      line.close();
      await backend.stop();
    },
    { scope: "worker" },
  ],
  /** Somebody with a browser of their own, who has registered and signed in on the page at `address`. */
  somebody: async ({ browser }, use) => {
    const contexts = [];
    await use(async (address) => {
      const context = await browser.newContext();
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(address);
      const email = `${server.ID.unique()}@example.com`;
      const credentials = { email, password: PASSWORD };
      const id = await page.evaluate(async (credentials) => {
        const { $id } = await appwrite.account.create({ userId: Appwrite.ID.unique(), ...credentials, name: "Alice" });
        await appwrite.account.createEmailPasswordSession(credentials);
        return $id;
      }, credentials);
      return { id, credentials, context, page, heard: () => page.evaluate(() => heard) };
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

/** Waits until somebody's page was told of an event of this name; answers with its payload. */
export async function told(person, event) {
  const find = (heard) => heard.find((message) => message.events.includes(event));
  await expect.poll(async () => Boolean(find(await person.heard())), { message: event }).toBe(true);
  return find(await person.heard()).payload;
}

/** Waits until a page's subscriptions stand, by saying something its person hears until they do. */
export async function listening(home, person, channel) {
  await person.page.evaluate((channel) => Promise.all([listen(channel), listen("account")]), channel);
  await expect
    .poll(async () => {
      await home.key.users.updatePrefs({ userId: person.id, prefs: { at: Date.now() } });
      return (await person.heard()).some((message) => message.channels.includes("account"));
    })
    .toBe(true);
}
