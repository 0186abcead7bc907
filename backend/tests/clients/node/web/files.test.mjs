// Files as a page has them. The web SDK makes addresses for `<img>` where the server's gets bytes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BUCKET, openHome, refused, server, web } from "../people.mjs";
import { photo } from "../photo.mjs";

const home = await openHome();
const { ID, Permission, Role } = web;
const ALBUM = { bucketId: "album" };
await home.key.storage.createBucket({
  ...ALBUM,
  name: "Album",
  fileSecurity: true,
  permissions: [server.Permission.create(server.Role.users())],
});

test("a page may not upload into AppChat's bucket", async () => {
  const alice = await home.person("alice");
  const upload = { ...BUCKET, fileId: ID.unique(), file: photo().file };
  await refused(alice.web.storage.createFile(upload), 401, "user_unauthorized");
  await refused(home.guest(web).storage.createFile(upload), 401, "user_unauthorized");
});

test("a large file goes up in chunks from a page, and is its person's alone", async () => {
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const { file, bytes, md5 } = photo("panorama.png", 6 * 1024 * 1024);
  const heard = [];
  const stored = await alice.web.storage.createFile({
    ...ALBUM,
    fileId: ID.unique(),
    file,
    onProgress: ({ progress }) => heard.push(progress),
  });
  assert.deepEqual([heard[0], heard.length, heard.at(-1)], [83, 2, 100]);
  assert.deepEqual([stored.chunksTotal, stored.chunksUploaded, stored.signature], [2, 2, md5]);
  const self = Role.user(alice.id);
  assert.deepEqual(stored.$permissions, [Permission.read(self), Permission.update(self), Permission.delete(self)]);

  const fileId = stored.$id;
  assert.equal((await alice.web.storage.listFiles(ALBUM)).total, 1);
  await refused(ben.web.storage.getFile({ ...ALBUM, fileId }), 404, "storage_file_not_found");
  await refused(ben.web.storage.deleteFile({ ...ALBUM, fileId }), 401, "user_unauthorized");

  const everybody = [Permission.read(Role.any()), Permission.delete(self)];
  await alice.web.storage.updateFile({ ...ALBUM, fileId, name: "wide.png", permissions: everybody });
  const download = await fetch(home.guest(web).storage.getFileDownload({ ...ALBUM, fileId }));
  assert.equal(download.headers.get("content-disposition"), 'attachment; filename="wide.png"');
  assert.ok(Buffer.from(await download.arrayBuffer()).equals(bytes));
  await alice.web.storage.deleteFile({ ...ALBUM, fileId });
  await refused(alice.web.storage.getFile({ ...ALBUM, fileId }), 404, "storage_file_not_found");
});

test("the address of a view shows the picture and runs nothing", async () => {
  const { file, bytes } = photo();
  const permissions = [server.Permission.read(server.Role.any())];
  const { $id: fileId } = await home.key.storage.createFile({ ...ALBUM, fileId: ID.unique(), file, permissions });
  const view = await fetch(home.guest(web).storage.getFileView({ ...ALBUM, fileId }));
  assert.deepEqual(
    ["content-type", "content-disposition", "content-security-policy"].map((name) => view.headers.get(name)),
    ["image/png", 'inline; filename="sunset.png"', "script-src none;"],
  );
  assert.deepEqual(Buffer.from(await view.arrayBuffer()), bytes);

  const page = new File(["<script>alert(1)</script>"], "page.html", { type: "text/html" });
  const { $id: pageId } = await home.key.storage.createFile({ ...ALBUM, fileId: ID.unique(), file: page, permissions });
  const shown = await fetch(home.guest(web).storage.getFileView({ ...ALBUM, fileId: pageId }));
  assert.match(shown.headers.get("content-type"), /^text\/plain/);
});
