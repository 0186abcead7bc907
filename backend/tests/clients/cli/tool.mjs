// Appwrite's command line tool, unmodified, in a folder and a home of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = createRequire(import.meta.url).resolve("appwrite-cli");

/** The tool in a folder with this configuration, told where the backend is and which key to use. */
export async function openTool(backend, config) {
  const folder = mkdtempSync(join(tmpdir(), "appchat-cli-"));
  const file = join(folder, "appwrite.config.json");
  /** Runs it to its end. It asks nobody anything: `--force` says yes to whatever it would ask. */
  async function run(...args) {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { ...process.env, HOME: folder, NO_COLOR: "1", FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    const [code] = await once(child, "close");
    return { code, output };
  }
  const tool = {
    run,
    push: (...what) => run("push", ...what, "--all", "--force"),
    /** Another configuration from now on. The tool itself writes into the file too, so each begins anew. */
    configure: (config) => writeFileSync(file, JSON.stringify(config)),
    /** A file beside the configuration. */
    write(path, text) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
  tool.configure(config);
  const { code, output } = await run("client", "--endpoint", backend.endpoint, "--key", backend.key);
  if (code !== 0) throw new Error(output);
  return tool;
}
