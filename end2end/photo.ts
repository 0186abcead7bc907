// A real photograph for the stories: drawn in the browser, encoded by it, and tagged the way a phone would, with
// the place it was taken and a note that the camera was held sideways.
import type { Page } from "@playwright/test";

/** Where the photograph says it was taken. Nobody but its taker may ever learn it. */
export const TAKEN_AT = { latitude: 47.0707, longitude: 15.4395 };

/** A JPEG of this size (in pixels, before it is turned upright) with EXIF: GPS position and orientation 6. */
export async function photoWithGps(page: Page, width = 640, height = 480): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const pen = canvas.getContext("2d")!;
      const sky = pen.createLinearGradient(0, 0, 0, height);
      sky.addColorStop(0, "#2b4a8b");
      sky.addColorStop(0.6, "#ff9a6b");
      sky.addColorStop(1, "#3c2a4d");
      pen.fillStyle = sky;
      pen.fillRect(0, 0, width, height);
      pen.fillStyle = "#ffe94a";
      pen.beginPath();
      pen.arc(width * 0.7, height * 0.45, height * 0.12, 0, 7);
      pen.fill();
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    },
    [width, height] as const,
  );
  const jpeg = Buffer.from(base64, "base64");
  return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]);
}

/** Whether these bytes still carry EXIF, of any kind. */
export function hasExif(image: Buffer): boolean {
  return image.includes(Buffer.from("Exif\0\0", "latin1")) || image.includes(Buffer.from("EXIF", "latin1"));
}

/** The APP1 segment: a TIFF of two directories, little-endian. */
function exif(): Buffer {
  const tiff = Buffer.alloc(8 + 30 + 54 + 48);
  tiff.write("II*\0", 0, "latin1");
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  const GPS = 8 + 30;
  const FIGURES = GPS + 54;
  tiff.writeUInt16LE(2, 8);
  entry(10, 0x0112, 3, 1, 6); // orientation: turn by 90 degrees
  entry(22, 0x8825, 4, 1, GPS);
  tiff.writeUInt16LE(4, GPS);
  entry(GPS + 2, 1, 2, 2, "N".charCodeAt(0));
  entry(GPS + 14, 2, 5, 3, FIGURES);
  entry(GPS + 26, 3, 2, 2, "E".charCodeAt(0));
  entry(GPS + 38, 4, 5, 3, FIGURES + 24);
  degrees(TAKEN_AT.latitude).concat(degrees(TAKEN_AT.longitude)).forEach((figure, at) => {
    tiff.writeUInt32LE(figure, FIGURES + at * 4);
  });
  const body = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Degrees, minutes and hundredths of seconds as three fractions. */
function degrees(value: number): number[] {
  const whole = Math.floor(value);
  const minutes = Math.floor((value - whole) * 60);
  const seconds = Math.round(((value - whole) * 60 - minutes) * 6000);
  return [whole, 1, minutes, 1, seconds, 100];
}
