import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defineConfig, devices } from "@playwright/test";

const root = resolve(__dirname, "..");
const address = `127.0.0.1:${process.env.E2E_PORT ?? 3210}`;
// The runner reads this file once for itself and once in each worker; all of them must mean the same folder.
const data = (process.env.E2E_DATA ??= mkdtempSync(join(tmpdir(), "appchat-e2e-")));

/** How a browser is started. */
export const BROWSER = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page that a test makes up has no address, and would be kept from this machine's.
  "--disable-features=LocalNetworkAccessChecks",
];

/** Stories in which the size of the window plays no part, or that choose it themselves. */
const ONE_SIZE = spec(
  "deliver_unseen",
  "fit",
  "forbid",
  "foreign_nodes",
  "forget_on_sign_out",
  "hide_canvas",
  "install",
  "low_screens",
  "open_without_scripts",
  "pass_on",
  "presence_lifetimes",
  "print",
  "read_the_roster",
  "show_names",
  "stay_present",
  "type_early",
  "wrong_clock",
);

/** Stories of what only a phone has. */
const ON_A_PHONE = spec("pull_the_sheet");

function spec(...stories: string[]) {
  return stories.map((story) => `${story}.spec.ts`);
}

const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

export default defineConfig({
  testDir: "tests",
  outputDir: "results/traces",
  // Every story has people of its own, and waits more than it works.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  // One that passes only when told again is listed as flaky: to be mended, but no reason to hold up everything else.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://${address}`,
    // Writing one down takes as long as the story itself: `./dev e2e --trace on` where one is wanted.
    trace: "off",
    screenshot: "only-on-failure",
    // Machines that run this have no GPU, and one that the CPU plays takes most of the CPU.
    launchOptions: { executablePath: browser, args: [...BROWSER, "--disable-gpu"] },
  },
  projects: [
    {
      name: "desktop",
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
      testIgnore: ON_A_PHONE,
    },
    {
      name: "phone",
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } },
      testIgnore: ONE_SIZE,
    },
  ],
  webServer: {
    command: join(root, "target/debug/appchat"),
    cwd: root,
    url: `http://${address}/healthz`,
    stdout: "pipe",
    env: {
      LEPTOS_SITE_ADDR: address,
      LEPTOS_SITE_ROOT: "target/site",
      APPCHAT_DATA: data,
      APPCHAT_RATE_LIMITS: "off",
    },
  },
});
