// Photographs for tests, small and large. Storage knows a picture by its first bytes, so padding does no harm.
import { createHash } from "node:crypto";

/** One red pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
  "base64",
);

/** A PNG file with this many bytes, no two of its chunks alike. */
export function photo(name = "sunset.png", size = PNG.length) {
  const bytes = Buffer.concat([PNG, Buffer.alloc(size - PNG.length)]);
  for (let at = PNG.length; at + 4 <= size; at += 4096) bytes.writeUInt32LE(at, at);
  const file = new File([bytes], name, { type: "image/png" });
  return { file, bytes, md5: createHash("md5").update(bytes).digest("hex") };
}
