// What a recipient still knows of a snap whose day is over. Only the key can make one that is old already.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { befriend, expect, test, type Person } from "../people";

const HOUR = 3_600_000;

/** Asks the backend as whoever runs this instance. */
async function post(page: Person["page"], path: string, data: object) {
  const key = readFileSync(join(process.env.E2E_DATA ?? "", "api-key"), "utf8").trim();
  const headers = { "x-appwrite-project": "appchat", "x-appwrite-key": key };
  const answer = await page.request.post(`/v1${path}`, { headers, data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

async function id(of: Person): Promise<string> {
  const who = await of.page.request.post("/api/who_am_i");
  return (await who.json()).id;
}

/** A snap that was sent so many hours ago. */
async function sentBefore(hours: number, from: Person, to: Person, more: object = {}) {
  const [senderId, recipientId] = [await id(from), await id(to)];
  const sent = new Date(Date.now() - hours * HOUR).toISOString();
  await post(from.page, "/tablesdb/appchat-db/tables/snaps/rows", {
    rowId: `old-${process.pid}-${Date.now()}`,
    data: { senderId, recipientId, fileId: "gone", $createdAt: sent, ...more },
    permissions: [`read("user:${senderId}")`, `read("user:${recipientId}")`],
  });
}

async function sweep(page: Person["page"]) {
  const run = await post(page, "/functions/expire-snaps/executions", { method: "POST", path: "/", body: "", async: false });
  expect(run.responseStatusCode).toBe(200);
}

test("what expired is folded away under its number, comes live, and is there after a reload", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await befriend(ana, ben);
  await ben.goto("/app/inbox");
  await expect(ben.page.getByText("Nothing waiting.")).toBeVisible();
  const fold = ben.page.locator("summary").filter({ hasText: "Expired today" });
  await expect(fold).toHaveCount(0);

  await sentBefore(27.5, ana, ben);
  await sweep(ana.page);
  await expect(fold).toHaveText("Expired today 1");
  const rows = ben.page.getByRole("list", { name: "Expired snaps" }).getByRole("listitem");
  await expect(rows).toHaveCount(0);
  await fold.click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Ana");
  await expect(rows).toContainText("Sent 27 h ago");
  await expect(rows).toContainText("Not opened");

  // Another comes while the list is open, and stands first.
  await sentBefore(25.5, ana, ben, { viewedAt: new Date(Date.now() - 25 * HOUR).toISOString() });
  await sweep(ana.page);
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Sent 25 h ago");
  await expect(rows.first()).toContainText("Opened");
  await expect(fold).toHaveText("Expired today 2");
  await ben.shoot("inbox-expired");

  await ben.page.reload();
  await ben.alive();
  await expect(fold).toHaveText("Expired today 2");
  await expect(rows).toHaveCount(0);
  // Whoever sent them reads nothing of it.
  await ana.goto("/app/inbox");
  await expect(ana.page.getByText("Expired today")).toHaveCount(0);
});
