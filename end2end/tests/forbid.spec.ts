// What nobody may do, asked for directly, past the interface.
import { befriend, expect, test, type Person } from "../people";

/** The caller's own snaps, as their browser may read them. */
async function snapsOf(person: Person) {
  const rows = await person.context.request.get("/v1/tablesdb/appchat-db/tables/snaps/rows", {
    headers: { "x-appwrite-project": "appchat" },
  });
  return (await rows.json()).rows as { $id: string; fileId: string }[];
}

async function serve(person: Person, path: string) {
  const run = await person.context.request.post("/v1/functions/serve-snap/executions", {
    headers: { "x-appwrite-project": "appchat" },
    data: { path, method: "GET", body: "", async: false },
  });
  const execution = await run.json();
  return execution.responseStatusCode ?? execution.code;
}

test("a stranger can neither see a photo nor where anybody is", async ({ people }) => {
  const [ana, ben, eve] = await people("Ana", "Ben", "Eve");
  for (const person of [ana, ben, eve]) await person.register();
  await befriend(ana, ben);
  await ana.goto("/app");
  await ana.tapGlobe(0.1, 0.1);
  await expect(ana.pin(ana)).toBeAttached();
  await ana.sendSnap(ben);

  const headers = { "x-appwrite-project": "appchat" };
  const [snap] = await snapsOf(ben);
  expect(snap).toBeDefined();
  expect(await snapsOf(eve)).toEqual([]);

  // The file is its sender's alone, even for the recipient; the bytes come through the function.
  for (const person of [ben, eve]) {
    const file = await person.context.request.get(`/v1/storage/buckets/snaps/files/${snap.fileId}/view`, { headers });
    expect(file.status()).toBe(404);
  }
  expect(await serve(ben, `/snap/${snap.$id}`)).toBe(200);
  expect(await serve(eve, `/snap/${snap.$id}`)).toBe(401);
  expect(await serve(ana, `/snap/${snap.$id}`)).toBe(401);
  expect(await serve(ben, "/snap/unknown")).toBe(401);
  expect(await serve(ben, "/elsewhere")).toBe(404);

  // Nobody writes a row past the server functions.
  const forged = await eve.context.request.post("/v1/tablesdb/appchat-db/tables/snaps/rows", {
    headers,
    data: { rowId: "forged", data: { senderId: "a", recipientId: "b", fileId: "c" } },
  });
  expect(forged.status()).toBe(401);

  // A presence is its owner's friends' to see.
  const visible = async (person: Person) =>
    (await (await person.context.request.get("/v1/presences", { headers })).json()).presences.map(
      (presence: { metadata: { displayName: string } }) => presence.metadata.displayName,
    );
  expect(await visible(ben)).toContain("Ana");
  expect(await visible(eve)).not.toContain("Ana");
});

test("a photo goes to friends and to nobody else", async ({ people }) => {
  const [ana, eve] = await people("Ana", "Eve");
  await ana.register();
  await eve.register();
  const me = await (
    await eve.context.request.get("/v1/account", { headers: { "x-appwrite-project": "appchat" } })
  ).json();
  const sent = await ana.context.request.post("/api/send_snap", {
    data: {
      snap: { id: "s-forged", recipients: [me.$id], image_base64: "AAAA", file_name: "a.jpg", file_type: "image/jpeg" },
    },
  });
  expect(sent.ok()).toBe(false);
  expect(await sent.text()).toContain("your friends");
  expect(await snapsOf(eve)).toEqual([]);
});

test("asking twice, oneself, and a friend is told in words", async ({ people }) => {
  const [ana, ben] = await people("Ana", "Ben");
  await ana.register();
  await ben.register();
  await ana.goto("/app/friends");
  await ana.ask(ana);
  await expect(ana.page.getByRole("alert")).toContainText("your own address");
  await ana.ask(ben);
  await ana.hasAsked(ben);
  await ana.ask(ben);
  await ana.hasAsked(ben);
  await expect(ana.page.getByRole("region", { name: /^Sent/ }).getByRole("listitem")).toHaveCount(1);

  // Asking somebody who has asked me accepts.
  await ben.goto("/app/friends");
  await ben.ask(ana);
  await expect(ben.friendRow(ana)).toBeVisible();
  await ben.ask(ana);
  await expect(ben.page.getByRole("alert")).toContainText("your friend already");
});

test("nobody stands in somebody's place on the globe, and strangers are not on it", async ({ people }) => {
  const [ana, ben, eve] = await people("Ana", "Ben", "Eve");
  for (const person of [ana, ben, eve]) await person.register();
  await befriend(ana, ben);
  const headers = { "x-appwrite-project": "appchat" };
  const id = async (person: Person) =>
    (await (await person.context.request.get("/v1/account", { headers })).json()).$id as string;
  const [benId, eveId] = [await id(ben), await id(eve)];
  const lie = (presence: string) =>
    eve.context.request.put(`/v1/presences/${presence}`, {
      headers,
      data: {
        status: "online",
        permissions: ['read("users")', `update("user:${eveId}")`, `delete("user:${eveId}")`],
        metadata: { lat: 10, lng: 10, displayName: "Ben", avatarUrl: "" },
      },
    });

  // Ben is away; Eve takes the id his presence has, lets everybody read it, and calls herself Ben. A last beat of
  // either may still be under way, so she tries until it is hers.
  await ben.page.goto("about:blank");
  await eve.page.goto("about:blank");
  await ana.goto("/app");
  await expect(async () => {
    await ben.context.request.delete(`/v1/presences/${benId}`, { headers });
    await eve.context.request.delete(`/v1/presences/${eveId}`, { headers });
    expect((await (await lie(benId)).json()).$id).toBe(benId);
  }).toPass();
  await ana.page.reload();
  await ana.alive();
  await expect(ana.page.getByText("here right now").first()).toBeVisible();
  await expect(ana.page.locator(`button[data-user="${eveId}"]`)).toHaveCount(0);

  // Ben comes back: his place is his, and Ana sees it.
  await ben.goto("/app");
  await ben.tapGlobe(-0.2, 0.2);
  await expect(ana.page.locator(`button[data-user="${benId}"]`)).toBeAttached();
  await expect(ana.page.locator(`button[data-user="${eveId}"]`)).toHaveCount(0);
});
