// The web SDK in a real browser: cookies, storage, cross-origin rules and WebSocket as they are.
import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "../../../../end2end/results/clients",
  workers: 1,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: browser,
      args: [
        "--no-sandbox",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // Names for one machine, so that it is one site here, two there and a stranger's elsewhere.
        "--host-resolver-rules=MAP *.test 127.0.0.1",
      ],
    },
  },
});
