// Servers of one's own, for stories that need more than the one the runner starts.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "..");
const program = join(root, "target/debug/appchat");

export interface Server {
  origin: string;
  stop(): Promise<void>;
}

/** Starts a server with these settings and waits until it answers. */
export async function start(port: number, settings: Record<string, string>): Promise<Server> {
  const address = `127.0.0.1:${port}`;
  const child: ChildProcess = spawn(program, {
    cwd: root,
    stdio: "ignore",
    env: {
      ...process.env,
      LEPTOS_SITE_ADDR: address,
      LEPTOS_SITE_ROOT: "target/site",
      APPCHAT_RATE_LIMITS: "off",
      ...settings,
    },
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const origin = `http://${address}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server at ${address} ended with ${child.exitCode}`);
    const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (answer?.ok) break;
    await new Promise((soon) => setTimeout(soon, 50));
  }
  return {
    origin,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** A folder for a server's data, and the key it makes there on its first start. */
export function dataFolder() {
  const folder = mkdtempSync(join(tmpdir(), "appchat-e2e-"));
  return { folder, key: () => readFileSync(join(folder, "api-key"), "utf8").trim() };
}

/** Fills a folder nobody serves from with Alice, Bob and their friends; gives everybody's password. */
export function fill(folder: string, port: number): string {
  const env = { ...process.env, APPCHAT_DATA: folder, LEPTOS_SITE_ADDR: `127.0.0.1:${port}` };
  const told = execFileSync(program, ["seed"], { cwd: root, env, stdio: ["ignore", "pipe", "ignore"] }).toString();
  const password = /with the password +(\S+)/.exec(told)?.[1];
  if (!password) throw new Error(`the seed did not tell its password: ${told}`);
  return password;
}
