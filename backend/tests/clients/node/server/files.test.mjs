// Photographs as AppChat's server keeps them: with the key, readable by the sender alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, BUCKET, openHome, refused, server } from "../people.mjs";
import { photo } from "../photo.mjs";

const home = await openHome();
const { storage } = home.key;
const { ID, Query } = server;
const MIB = 1024 * 1024;

test("a photograph is stored, described, viewed, downloaded and deleted", async () => {
  const alice = await home.person("alice");
  const { file, bytes, md5 } = photo();
  const stored = await storage.createFile({ ...BUCKET, fileId: ID.unique(), file, permissions: between(alice) });
  const fileId = stored.$id;
  assert.deepEqual(
    [stored.bucketId, stored.name, stored.mimeType, stored.sizeOriginal, stored.signature, stored.$permissions],
    ["snaps", "sunset.png", "image/png", bytes.length, md5, between(alice)],
  );
  assert.deepEqual([stored.chunksTotal, stored.chunksUploaded], [1, 1]);
  assert.deepEqual(await storage.getFile({ ...BUCKET, fileId }), stored);
  assert.deepEqual(Buffer.from(await storage.getFileView({ ...BUCKET, fileId })), bytes);
  assert.deepEqual(Buffer.from(await storage.getFileDownload({ ...BUCKET, fileId })), bytes);
  await storage.deleteFile({ ...BUCKET, fileId });
  await refused(storage.getFile({ ...BUCKET, fileId }), 404, "storage_file_not_found");
  await refused(storage.deleteFile({ ...BUCKET, fileId }), 404, "storage_file_not_found");
});

test("a large photograph goes up in chunks and comes back whole", async () => {
  const { file, bytes, md5 } = photo("panorama.png", 5 * MIB + 17);
  const heard = [];
  const onProgress = ({ chunksTotal, chunksUploaded }) => heard.push([chunksUploaded, chunksTotal]);
  const stored = await storage.createFile({ ...BUCKET, fileId: ID.unique(), file, onProgress });
  assert.deepEqual(heard, [[1, 2], [2, 2]]);
  assert.deepEqual(
    [stored.chunksTotal, stored.chunksUploaded, stored.sizeOriginal, stored.signature, stored.mimeType],
    [2, 2, bytes.length, md5, "image/png"],
  );
  const back = Buffer.from(await storage.getFileDownload({ ...BUCKET, fileId: stored.$id }));
  assert.ok(back.equals(bytes));
});

test("the sender sees their file, the recipient does not", async () => {
  const [alice, ben] = [await home.person("alice"), await home.person("ben")];
  const { file, bytes } = photo();
  const permissions = between(alice);
  const { $id: fileId } = await storage.createFile({ ...BUCKET, fileId: ID.unique(), file, permissions });
  const hers = alice.server.storage;
  assert.equal((await hers.getFile({ ...BUCKET, fileId })).$id, fileId);
  assert.deepEqual(Buffer.from(await hers.getFileView({ ...BUCKET, fileId })), bytes);
  assert.equal((await hers.listFiles(BUCKET)).total, 1);
  for (const outsider of [ben.server, home.guest(server)]) {
    await refused(outsider.storage.getFile({ ...BUCKET, fileId }), 404, "storage_file_not_found");
    await refused(outsider.storage.getFileView({ ...BUCKET, fileId }), 404, "storage_file_not_found");
    assert.equal((await outsider.storage.listFiles(BUCKET)).total, 0);
  }
  await refused(hers.deleteFile({ ...BUCKET, fileId }), 401, "user_unauthorized");
});

test("files are listed with questions, renamed and shared", async () => {
  const ben = await home.person("ben");
  const { $id: fileId } = await storage.createFile({ ...BUCKET, fileId: ID.unique(), file: photo("beach.png").file });
  const named = [Query.equal("name", "beach.png"), Query.limit(10)];
  assert.deepEqual((await storage.listFiles({ ...BUCKET, queries: named })).files.map((file) => file.$id), [fileId]);
  const renamed = await storage.updateFile({ ...BUCKET, fileId, name: "sea.png", permissions: between(ben) });
  assert.deepEqual([renamed.name, renamed.$permissions], ["sea.png", between(ben)]);
  assert.equal((await ben.server.storage.getFile({ ...BUCKET, fileId })).name, "sea.png");
  const colour = [Query.equal("colour", "red")];
  await refused(storage.listFiles({ ...BUCKET, queries: colour }), 400, "general_argument_invalid");
});

test("what cannot be stored is refused by its type", async () => {
  const { file } = photo();
  const fileId = ID.unique();
  await storage.createFile({ ...BUCKET, fileId, file });
  await refused(storage.createFile({ ...BUCKET, fileId, file }), 409, "storage_file_already_exists");
  const text = new File(["hello"], "hello.txt");
  const upload = (more) => storage.createFile({ ...BUCKET, fileId: ID.unique(), file, ...more });
  await refused(upload({ file: text }), 400, "storage_file_type_unsupported");
  await refused(upload({ file: photo("huge.png", 11 * MIB).file }), 400, "storage_invalid_file_size");
  await refused(upload({ bucketId: "absent" }), 404, "storage_bucket_not_found");
  await refused(upload({ permissions: ['create("any")'] }), 400, "general_argument_invalid");
});

test("the key sees the deployment's bucket and may make another", async () => {
  const bucket = await storage.getBucket(BUCKET);
  assert.deepEqual([bucket.name, bucket.fileSecurity, bucket.maximumFileSize], ["Snaps", true, 10 * MIB]);
  const made = await storage.createBucket({ bucketId: ID.unique(), name: "Drafts" });
  assert.equal((await storage.updateBucket({ bucketId: made.$id, name: "Old drafts" })).name, "Old drafts");
  await storage.deleteBucket({ bucketId: made.$id });
  await refused(storage.getBucket({ bucketId: made.$id }), 404, "storage_bucket_not_found");
});
