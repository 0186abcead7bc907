// A home: one backend, and the people who use it through Appwrite's own clients.
import "./window.mjs";
import assert from "node:assert/strict";
import { after } from "node:test";
import * as server from "node-appwrite";
import * as web from "appwrite";
import { startBackend } from "../backend.mjs";

export { server, web };
export const PASSWORD = "correct horse battery";
/** AppChat's database and bucket, as the methods want them named. */
export const SNAPS = { databaseId: "appchat-db", tableId: "snaps" };
export const FRIENDSHIPS = { databaseId: "appchat-db", tableId: "friendships" };
export const REQUESTS = { databaseId: "appchat-db", tableId: "friendRequests" };
export const BUCKET = { bucketId: "snaps" };

/** Every service of an SDK that a test may want, on one client. */
function services(sdk, client) {
  const every = { client };
  for (const name of ["Account", "Avatars", "Functions", "Presences", "Realtime", "Storage", "TablesDB", "Users"]) {
    if (sdk[name]) every[name[0].toLowerCase() + name.slice(1)] = new sdk[name](client);
  }
  return every;
}

/** A backend for this test file. It ends with the file. */
export async function openHome(settings) {
  const { endpoint, project, key, stop } = await startBackend(settings);
  after(stop);
  const client = (sdk, at = endpoint) => new sdk.Client().setEndpoint(at).setProject(project);
  const home = {
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
    /** A new person, signed in as AppChat's server does it: by the key, which is told the session's secret. */
    async person(name) {
      const email = `${name}.${server.ID.unique()}@example.com`;
      const { $id: id } = await home.key.account.create({ userId: server.ID.unique(), email, password: PASSWORD, name });
      const { secret } = await home.key.account.createEmailPasswordSession({ email, password: PASSWORD });
      return { id, name, email, secret, web: home.session(web, secret), server: home.session(server, secret) };
    },
  };
  return home;
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
