// A picture of every screen: `./dev shots`. The browser is that of the tests; the servers are the pictures' own.
import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

export default defineConfig({
  ...tests,
  testDir: "shots",
  outputDir: "results/shots-traces",
  timeout: 600_000, // a walk has some thirty pages
  projects: [{ name: "shots" }],
  webServer: undefined,
});
