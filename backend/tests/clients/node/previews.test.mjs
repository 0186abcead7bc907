// A picture at another size, and a picture lent to whoever has a token.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, BUCKET, openHome, refused, server, web } from "./people.mjs";
import { photo } from "./photo.mjs";

const home = await openHome();
const { ID } = server;

/** The sender of a stored picture, and which it is. */
async function stored() {
  const alice = await home.person("alice");
  const upload = { ...BUCKET, fileId: ID.unique(), file: photo().file, permissions: between(alice) };
  const { $id: fileId } = await home.key.storage.createFile(upload);
  return { alice, file: { ...BUCKET, fileId } };
}

/** Width and height, as a PNG says them. */
const sizeOf = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)];

test("a preview has the size and the format asked for", async () => {
  const { alice, file } = await stored();
  const asked = { ...file, width: 20, height: 10, output: server.ImageFormat.Png };
  assert.deepEqual(sizeOf(Buffer.from(await alice.server.storage.getFilePreview(asked))), [20, 10]);
  const { jwt } = await alice.web.account.createJWT();
  const headers = { "x-appwrite-jwt": jwt };
  const page = await fetch(alice.web.storage.getFilePreview({ ...asked, output: web.ImageFormat.Jpg }), { headers });
  assert.deepEqual([page.status, page.headers.get("content-type")], [200, "image/jpeg"]);
  await refused(alice.server.storage.getFilePreview({ ...file, width: 4001 }), 400, "general_argument_invalid");
  await refused(home.guest(server).storage.getFilePreview(asked), 404, "storage_file_not_found");
});

test("a token opens one file to whoever has it", async () => {
  const { file } = await stored();
  const tokens = new server.Tokens(home.key.client);
  const { $id: tokenId, secret } = await tokens.createFileToken(file);
  const guest = home.guest(server).storage;
  await refused(guest.getFileView(file), 404, "storage_file_not_found");
  assert.deepEqual(Buffer.from(await guest.getFileView({ ...file, token: secret })), photo().bytes);
  const shown = await fetch(home.guest(web).storage.getFileView({ ...file, token: secret }));
  assert.equal(shown.status, 200);
  const { file: other } = await stored();
  await refused(guest.getFileView({ ...other, token: secret }), 404, "storage_file_not_found");
  await tokens.delete({ tokenId });
  await refused(guest.getFileView({ ...file, token: secret }), 404, "storage_file_not_found");
  await refused(tokens.get({ tokenId }), 404, "token_not_found");
});
