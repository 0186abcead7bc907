// Presence said over the socket: it lives as long as a socket that said it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openHome, plain, web } from "../people.mjs";
import { caughtUp, event, gone, listening } from "../listening.mjs";

const home = await openHome();
const { Channel, Permission, Role } = web;

/** Somebody whose presence is readable by all who are signed in, and somebody who listens to it. */
async function aliceAndBen() {
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const heard = listening();
  await ben.web.realtime.subscribe(Channel.presence(alice.id), heard.tell);
  await caughtUp(home, ben.web.realtime);
  const self = Role.user(alice.id);
  const permissions = [Permission.read(Role.users()), Permission.update(self), Permission.delete(self)];
  const say = (status, more) => ({ presenceId: alice.id, status, permissions, ...more });
  return { alice, ben, heard, say };
}

const status = (text) => (message) => message.payload.status === text;

test("it is said, changed and gone with its socket", async () => {
  const { alice, ben, heard, say } = await aliceAndBen();
  const { realtime } = alice.web;
  await realtime.upsertPresence(say("online", { metadata: { lat: -33.8688, lng: 151.2093 } }));
  const told = await heard.until(status("online"));
  assert.deepEqual(told.events, [
    `presences.${alice.id}.upsert`,
    "presences.*.upsert",
    `presences.${alice.id}`,
    "presences.*",
  ]);
  assert.deepEqual([told.payload.userId, told.payload.source], [alice.id, "realtime"]);
  assert.equal(told.payload.userInternalId, undefined);

  await realtime.upsertPresence(say("away"));
  const away = await heard.until(status("away"));
  assert.deepEqual(plain(away.payload.metadata), { lat: -33.8688, lng: 151.2093 });
  const read = await ben.web.presences.get({ presenceId: alice.id });
  assert.deepEqual([read.status, read.$createdAt], ["away", told.payload.$createdAt]);

  await realtime.disconnect();
  const goodbye = await heard.until(event(`presences.${alice.id}.delete`));
  assert.equal(goodbye.payload.status, "away");
  await gone(() => ben.web.presences.get({ presenceId: alice.id }));
});

test("with two tabs it stays until the last is closed", async () => {
  const { alice, ben, heard, say } = await aliceAndBen();
  const other = home.session(web, alice.secret);
  await alice.web.realtime.upsertPresence(say("first tab"));
  await heard.until(status("first tab"));
  await other.realtime.upsertPresence(say("second tab"));
  await heard.until(status("second tab"));
  await alice.web.realtime.disconnect();
  await caughtUp(home, ben.web.realtime);
  assert.equal((await ben.web.presences.get({ presenceId: alice.id })).status, "second tab");
  await other.realtime.disconnect();
  await heard.until(event(`presences.${alice.id}.delete`));
});

test("after a cut the client says it again by itself", async () => {
  const { alice, ben, heard, say } = await aliceAndBen();
  const line = await home.line();
  const { realtime } = home.session(web, alice.secret, line.endpoint);
  await realtime.upsertPresence(say("online"));
  await heard.until(status("online"));
  const before = heard.messages.length;
  line.cut();
  await heard.until((message) => heard.messages.indexOf(message) >= before && event("presences.*.upsert")(message));
  assert.equal((await ben.web.presences.get({ presenceId: alice.id })).status, "online");
  await realtime.disconnect();
  await gone(() => ben.web.presences.get({ presenceId: alice.id }));
});

test("said over the socket and over HTTP it is one record, and deleted over HTTP it is forgotten", async () => {
  const { alice, ben, heard, say } = await aliceAndBen();
  const { realtime, presences } = alice.web;
  const first = await presences.upsert(say("online"));
  await realtime.upsertPresence(say("typing", { presenceId: "another" }));
  const typing = await heard.until(status("typing"));
  assert.deepEqual([typing.payload.$id, typing.payload.$createdAt], [alice.id, first.$createdAt]);
  await presences.delete({ presenceId: alice.id });
  await heard.until(event(`presences.${alice.id}.delete`));
  await realtime.disconnect();
  await caughtUp(home, ben.web.realtime);
  assert.equal(heard.messages.filter(event("presences.*.delete")).length, 1);
});

test("without the right to change it, the second word is refused to onError", async () => {
  const { alice, heard, say } = await aliceAndBen();
  const { realtime } = alice.web;
  const errors = listening();
  realtime.onError((error, code) => errors.tell({ code }));
  const permissions = [Permission.read(Role.users())];
  await realtime.upsertPresence(say("online", { permissions }));
  await heard.until(status("online"));
  await realtime.upsertPresence(say("away", { permissions }));
  assert.deepEqual(await errors.until(() => true), { code: 401 });
});
