// `client.subscribe`, as the SDK had it before `Realtime`: the same frames, and a reconnection of its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, openHome, SNAPS, web } from "../people.mjs";
import { listening } from "../listening.mjs";

const home = await openHome();
const { ID } = web;
const ROWS = "databases.appchat-db.tables.snaps.rows";

/** Sends snaps to this person until one is heard: this way of subscribing does not say when it is done. */
async function sendUntilHeard(person, heard) {
  const row = { ...SNAPS, data: { senderId: person.id, recipientId: person.id, fileId: "f" } };
  for (;;) {
    const { $id } = await home.key.tablesDB.createRow({ ...row, rowId: ID.unique(), permissions: between(person) });
    const found = heard.until((message) => message.payload.$id === $id);
    const told = await Promise.race([found, new Promise((soon) => setTimeout(soon, 100))]);
    if (told) return told;
  }
}

test("it hears, hears again after a cut, and stops when told", async () => {
  const alice = await home.person("alice");
  const line = await home.line();
  const { client } = home.session(web, alice.secret, line.endpoint);
  const heard = listening();
  const unsubscribe = client.subscribe([ROWS, "account"], heard.tell);
  const told = await sendUntilHeard(alice, heard);
  assert.ok(told.channels.includes(ROWS));
  assert.ok(told.events.includes("databases.*.tables.*.rows.*.create"));

  line.cut();
  await sendUntilHeard(alice, heard);

  unsubscribe();
  const before = heard.messages.length;
  await home.key.users.updateName({ userId: alice.id, name: "Alicia" });
  const other = listening();
  const stop = client.subscribe(ROWS, other.tell);
  await sendUntilHeard(alice, other);
  assert.equal(heard.messages.length, before);
  stop();
});
