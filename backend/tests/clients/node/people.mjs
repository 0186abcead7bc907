// A home: one backend, and the people who use it through Appwrite's own clients.
import "./window.mjs";
import assert from "node:assert/strict";
import { after } from "node:test";
import * as server from "node-appwrite";
import * as web from "appwrite";
import { startBackend } from "../backend.mjs";
import { openLine } from "./line.mjs";

export { server, web };
export const PASSWORD = "correct horse battery";
const SERVICES = ["Account", "Avatars", "Functions", "Presences", "Realtime", "Storage", "TablesDB", "Users"];

/** AppChat's database and bucket, as the methods want them named. */
export const SNAPS = { databaseId: "appchat-db", tableId: "snaps" };
export const FRIENDSHIPS = { databaseId: "appchat-db", tableId: "friendships" };
export const REQUESTS = { databaseId: "appchat-db", tableId: "friendRequests" };
export const BUCKET = { bucketId: "snaps" };

/** A backend for this test file. It ends with the file, after every socket to it. */
export async function openHome(settings) {
  const { endpoint, project, key, stop } = await startBackend(settings);
  const [sockets, lines] = [[], []];
  after(async () => {
    // In this order: under Node the SDK waits for ever when it gives up a socket that could not be opened again.
    await Promise.all(sockets.map((realtime) => realtime.disconnect()));
    for (const line of lines) line.close();
    await stop();
  });
  /** Every service of an SDK that a test may want, on one client. */
  function services(sdk, client) {
    const every = { client };
    for (const name of SERVICES) if (sdk[name]) every[name[0].toLowerCase() + name.slice(1)] = new sdk[name](client);
    if (every.realtime) sockets.push(every.realtime);
    return every;
  }
  const client = (sdk, at = endpoint) => new sdk.Client().setEndpoint(at).setProject(project);
  return {
    endpoint,
    project,
    /** The server SDK with the API key. */
    key: services(server, client(server).setKey(key)),
    /** Somebody not signed in. `at` is another address of the same backend. */
    guest: (sdk, at) => services(sdk, client(sdk, at)),
    /** Somebody who says they have this session. */
    session: (sdk, secret, at) => services(sdk, client(sdk, at).setSession(secret)),
    /** Somebody who has this token. */
    jwt: (sdk, jwt, at) => services(sdk, client(sdk, at).setJWT(jwt)),
    /** Another address of this backend, whose connections can be cut. */
    async line() {
      const line = await openLine(endpoint);
      lines.push(line);
      return line;
    },
    /** A new person, signed in as AppChat's server does it: by the key, which is told the session's secret. */
    async person(name) {
      const email = `${name}.${server.ID.unique()}@example.com`;
      const account = { userId: server.ID.unique(), email, password: PASSWORD, name };
      const { $id: id } = await this.key.account.create(account);
      const { secret } = await this.key.account.createEmailPasswordSession({ email, password: PASSWORD });
      return { id, name, email, secret, web: this.session(web, secret), server: this.session(server, secret) };
    },
  };
}

/** Waits until a call is refused with this status and type. */
export async function refused(call, code, type) {
  await assert.rejects(call, (error) => {
    assert.deepEqual([error.name, error.code, error.type], ["AppwriteException", code, type], error.message);
    return true;
  });
}

/** The same value with ordinary objects: the SDKs' JSON parser makes objects without a prototype. */
export const plain = (value) => JSON.parse(JSON.stringify(value));

/** The permissions AppChat gives what two people share. */
export function between(...people) {
  return people.map((person) => server.Permission.read(server.Role.user(person.id)));
}
