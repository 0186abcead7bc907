// Pictures in a page: uploaded in chunks, and shown by address with the cookie alone.
import { expect, ONE_SITE, server, test } from "./people.mjs";

const ALBUM = "album";
const MIB = 1024 * 1024;

/** The size an `<img>` of this address has, once it is loaded. */
const size = (page, address) =>
  page.evaluate(async (address) => {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    return [picture.naturalWidth, picture.naturalHeight];
  }, address);

test("a large picture goes up in chunks and is shown to its person alone", async ({ home, somebody }) => {
  const permissions = [server.Permission.create(server.Role.users())];
  await home.key.storage.createBucket({ bucketId: ALBUM, name: "Album", fileSecurity: true, permissions });
  const alice = await somebody(home.page(ONE_SITE));
  const { stored, heard, address } = await alice.page.evaluate(
    async ([bucketId, most]) => {
      const canvas = new OffscreenCanvas(40, 30);
      canvas.getContext("2d").fillRect(0, 0, 40, 30);
      const picture = await canvas.convertToBlob({ type: "image/png" });
      const file = new File([picture, new Uint8Array(most)], "sunset.png");
      const heard = [];
      const onProgress = ({ chunksUploaded, chunksTotal }) => heard.push(`${chunksUploaded} of ${chunksTotal}`);
      const stored = await appwrite.storage.createFile({ bucketId, fileId: Appwrite.ID.unique(), file, onProgress });
      return { stored, heard, address: appwrite.storage.getFileView({ bucketId, fileId: stored.$id }) };
    },
    [ALBUM, 5 * MIB],
  );
  expect(heard).toEqual(["1 of 2", "2 of 2"]);
  expect(stored).toMatchObject({ chunksTotal: 2, chunksUploaded: 2, mimeType: "image/png" });
  expect(await size(alice.page, address)).toEqual([40, 30]);
  const ben = await somebody(home.page(ONE_SITE));
  await expect(size(ben.page, address)).rejects.toThrow("cannot be decoded");
});

test("somebody's initials are a picture of the size asked for", async ({ home, somebody }) => {
  const { page } = await somebody(home.page(ONE_SITE));
  const address = await page.evaluate(() => appwrite.avatars.getInitials({ name: "Alice Ray", width: 64, height: 48 }));
  expect(await size(page, address)).toEqual([64, 48]);
});
