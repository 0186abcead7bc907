// Functions: `echo` answers with what it was asked. What the server SDK calls a function, the web SDK calls a resource.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openHome, plain, refused, server, web } from "./people.mjs";

const home = await openHome();
const ECHO = { functionId: "echo" };
const ask = { ...ECHO, xpath: "/snap/s1?size=big", method: "GET", headers: { "x-colour": "red" } };

test("a person runs a function, which is told who asks", async () => {
  const alice = await home.person("alice");
  for (const [client, owner] of [[alice.server, "functionId"], [alice.web, "resourceId"]]) {
    const execution = await client.functions.createExecution(ask);
    assert.deepEqual(
      [execution[owner], execution.status, execution.trigger, execution.responseStatusCode, execution.errors],
      ["echo", "completed", "http", 200, ""],
    );
    const heard = JSON.parse(execution.responseBody);
    assert.deepEqual([heard.method, heard.path, heard.headers["x-colour"]], ["GET", "/snap/s1", "red"]);
    assert.equal(heard.headers["x-appwrite-user-id"], alice.id);
    assert.equal(heard.headers["x-appwrite-trigger"], "http");
    const [type] = execution.responseHeaders.filter((header) => header.name === "content-type");
    assert.deepEqual(plain(type), { name: "content-type", value: "application/json" });
  }
});

test("a body arrives as it was sent, from a guest too", async () => {
  const body = JSON.stringify({ greeting: "grüß dich" });
  const { responseBody } = await home.guest(web).functions.createExecution({ ...ECHO, body });
  const heard = JSON.parse(responseBody);
  assert.deepEqual([heard.body, heard.method, heard.headers["x-appwrite-user-id"]], [body, "POST", ""]);
});

test("an execution is remembered by its person without its answer, and by nobody else", async () => {
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const { $id: executionId } = await alice.server.functions.createExecution(ask);
  const remembered = await alice.server.functions.getExecution({ ...ECHO, executionId });
  assert.deepEqual([remembered.responseBody, remembered.requestPath], ["", "/snap/s1?size=big"]);
  assert.equal((await alice.web.functions.listExecutions(ECHO)).total, 1);
  assert.equal((await ben.server.functions.listExecutions(ECHO)).total, 0);
  await refused(ben.server.functions.getExecution({ ...ECHO, executionId }), 404, "execution_not_found");
  await refused(home.guest(server).functions.listExecutions(ECHO), 401, "general_unauthorized_scope");
  await home.key.functions.deleteExecution({ ...ECHO, executionId });
  await refused(home.key.functions.getExecution({ ...ECHO, executionId }), 404, "execution_not_found");
});

test("an execution in the background answers at once and is heard of when it ends", async () => {
  const alice = await home.person("alice");
  const waiting = await alice.server.functions.createExecution({ ...ask, async: true });
  assert.deepEqual([waiting.status, waiting.responseBody], ["waiting", ""]);
  let execution = waiting;
  while (execution.status !== "completed") {
    assert.notEqual(execution.status, "failed");
    execution = await alice.server.functions.getExecution({ ...ECHO, executionId: waiting.$id });
  }
  assert.equal(execution.responseStatusCode, 200);
});

test("what cannot be run is refused", async () => {
  const { functions } = (await home.person("alice")).server;
  await refused(functions.createExecution({ functionId: "absent" }), 404, "function_not_found");
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  await refused(functions.createExecution({ ...ECHO, scheduledAt: soon }), 400, "general_bad_request");
  const forged = { ...ECHO, headers: { "x-appwrite-user-id": "somebody" } };
  await assert.rejects(functions.createExecution(forged), { code: 400 });
  await refused(functions.createExecution({ ...ECHO, method: "BREW" }), 400, "general_argument_invalid");
});
