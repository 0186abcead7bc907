// The two lifetimes a presence can have, by the crate `appwrite` itself in a real browser: `appwrite/examples/
// presence_lifetimes.rs` is built for this test, and its page exists in this file alone.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test, type Person } from "../people";

const root = resolve(__dirname, "../..");
const built = join(root, "target/presence-lifetimes");
const wasm32 = "wasm32-unknown-unknown";

test.beforeAll(() => {
  test.setTimeout(900_000);
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: root, stdio: "inherit" });
  const example = ["--package", "appwrite", "--example", "presence_lifetimes", "--features", "browser"];
  run("cargo", "build", "--quiet", "--locked", "--target", wasm32, ...example);
  const module = `target/${wasm32}/debug/examples/presence_lifetimes.wasm`;
  run("wasm-bindgen", "--target", "web", "--no-typescript", "--out-dir", built, module);
});

interface Lifetimes {
  say_while_connected(endpoint: string, user: string, status: string): void;
  hang_up(): void;
  beat(user: string, status: string, seconds: number): void;
}
declare global {
  var lifetimes: Lifetimes;
}

/** A page of the app's own origin, so that its cookie speaks, with nothing of the app on it. */
async function lifetimesPage(person: Person): Promise<Page> {
  const page = await person.context.newPage();
  // The app's worker would ask the server for the page that is made up here.
  const chrome = await person.context.newCDPSession(page);
  await chrome.send("Network.enable");
  await chrome.send("Network.setBypassServiceWorker", { bypass: true });
  await page.route("**/lifetimes/*", (route) => {
    const file = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
    const script = "import start, * as all from './presence_lifetimes.js'; await start(); globalThis.lifetimes = all;";
    if (file === "page") return route.fulfill({ contentType: "text/html", body: `<script type="module">${script}</script>` });
    const contentType = file.endsWith(".wasm") ? "application/wasm" : "text/javascript";
    return route.fulfill({ contentType, body: readFileSync(join(built, file)) });
  });
  await page.goto("/lifetimes/page");
  await page.waitForFunction(() => "lifetimes" in globalThis);
  return page;
}

/** Somebody whose app is closed, so that nothing but the page beats for them, and a friend who looks at the record. */
async function alone(people: (...names: string[]) => Promise<Person[]>) {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  const id = (await (await ana.context.request.post("/api/who_am_i")).json()).id as string;
  const page = await lifetimesPage(ana);
  await ana.page.close();
  await ana.context.request.post("/api/clear_presence");
  const record = async () => {
    const answer = await ben.context.request.get(`/v1/presences/${id}`, { headers: { "x-appwrite-project": "appchat" } });
    return answer.ok() ? await answer.json() : undefined;
  };
  return { page, id, record };
}

test("while connected: said again after a reconnect, and gone when the socket closes", async ({ people }) => {
  const { page, id, record } = await alone(people);
  const lines: { close(options?: { code?: number }): Promise<void> }[] = [];
  await page.routeWebSocket(/\/v1\/realtime/, (line) => {
    line.connectToServer();
    lines.push(line);
  });
  const endpoint = new URL("/v1", page.url()).href.replace("http", "ws");
  await page.evaluate(([endpoint, id]) => lifetimes.say_while_connected(endpoint, id, "online"), [endpoint, id]);
  await expect.poll(async () => (await record())?.source).toBe("realtime");
  expect((await record()).metadata).toEqual({ from: "a socket" });

  // The line breaks; nobody asks the page to say it again.
  const first = (await record()).$updatedAt;
  await lines[0].close({ code: 4000 });
  await expect.poll(async () => (await record())?.$updatedAt ?? first).not.toBe(first);
  expect(lines).toHaveLength(2);
  expect((await record()).status).toBe("online");

  await page.evaluate(() => lifetimes.hang_up());
  await expect.poll(record).toBeUndefined();
});

test("by heartbeat: it outlives the page, and ends when no beat follows", async ({ people }) => {
  const { page, id, record } = await alone(people);
  await page.evaluate((id) => lifetimes.beat(id, "online", 5), id);
  await expect.poll(async () => (await record())?.source).toBe("rest");
  const first = Date.parse((await record()).expiresAt);
  await page.evaluate((id) => lifetimes.beat(id, "busy", 10), id);
  await expect.poll(async () => (await record())?.status).toBe("busy");
  expect(Date.parse((await record()).expiresAt)).toBeGreaterThan(first);
  await page.close();
  expect(await record()).toBeDefined();
  await expect.poll(record).toBeUndefined();
});
