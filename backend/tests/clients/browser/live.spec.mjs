// What two people's pages tell each other.
import { expect, listening, ONE_SITE, server, test, told } from "./people.mjs";

const { ID, Permission, Role } = server;

test("a presence lives as long as the page that says it", async ({ home, somebody }) => {
  const [alice, ben] = [await somebody(home.page(ONE_SITE)), await somebody(home.page(ONE_SITE))];
  await listening(home, ben, "presences");
  await alice.page.evaluate(
    (id) =>
      appwrite.realtime.upsertPresence({
        presenceId: id,
        status: "online",
        metadata: { lat: 47.07, lng: 15.44 },
        permissions: [Appwrite.Permission.read(Appwrite.Role.users())],
      }),
    alice.id,
  );
  expect(await told(ben, `presences.${alice.id}.upsert`)).toMatchObject({ userId: alice.id, source: "realtime" });
  const list = () => ben.page.evaluate(() => appwrite.presences.list().then((page) => page.presences));
  expect(await list()).toMatchObject([{ $id: alice.id, metadata: { lat: 47.07, lng: 15.44 } }]);
  await alice.page.close();
  await told(ben, `presences.${alice.id}.delete`);
  expect(await list()).toEqual([]);
});

test("after a cut the page is back by itself: it says its presence again and hears what is new", async ({
  home,
  somebody,
}) => {
  const [alice, ben] = [await somebody(home.page(ONE_SITE, home.line)), await somebody(home.page(ONE_SITE))];
  await listening(home, alice, "tablesdb.appchat-db.tables.snaps.rows");
  await listening(home, ben, "presences");
  await alice.page.evaluate((id) => {
    const { Permission, Role } = Appwrite;
    const permissions = [Permission.read(Role.users()), Permission.update(Role.user(id))];
    return appwrite.realtime.upsertPresence({ presenceId: id, status: "online", permissions });
  }, alice.id);
  const upserts = async () =>
    (await ben.heard()).filter((message) => message.events.includes(`presences.${alice.id}.upsert`)).length;
  await expect.poll(upserts).toBe(1);
  home.cut();
  await expect.poll(upserts).toBe(2);

  const data = { senderId: ben.id, recipientId: alice.id, fileId: "f" };
  const permissions = [Permission.read(Role.user(alice.id))];
  const row = { databaseId: "appchat-db", tableId: "snaps", rowId: ID.unique(), data, permissions };
  await home.key.tablesdb.createRow(row);
  const heard = await told(alice, `tablesdb.appchat-db.tables.snaps.rows.${row.rowId}.create`);
  expect(heard).toMatchObject({ senderId: ben.id, viewedAt: null });
});

test("a page runs a function as its person", async ({ home, somebody }) => {
  const alice = await somebody(home.page(ONE_SITE));
  const execution = await alice.page.evaluate(() =>
    appwrite.functions.createExecution({ functionId: "echo", xpath: "/snap/s1", method: "GET" }),
  );
  expect(execution).toMatchObject({ status: "completed", responseStatusCode: 200, resourceId: "echo" });
  expect(JSON.parse(execution.responseBody).headers["x-appwrite-user-id"]).toBe(alice.id);
});
