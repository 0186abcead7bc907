// What the page says of its connection: nothing while all is well, and nothing untrue while it is not.
import type { WebSocketRoute } from "@playwright/test";
import { expect, test, type Person } from "../people";

/** Somebody's realtime connection, in our hands: down, or up again. */
async function line(of: Person) {
  const open = new Set<WebSocketRoute>();
  let up = true;
  await of.page.routeWebSocket(/\/v1\/realtime/, (socket) => {
    if (!up) return void socket.close();
    const server = socket.connectToServer();
    open.add(socket);
    socket.onClose(() => {
      open.delete(socket);
      void server.close();
    });
  });
  return {
    async cut() {
      up = false;
      await Promise.all([...open].map((socket) => socket.close()));
    },
    mend: () => void (up = true),
  };
}

test("a lost line says when it is tried again, and when it is back", async ({ people }) => {
  const [ana] = await people("Ana");
  const wire = await line(ana);
  await ana.page.clock.install();
  await ana.register();
  const banner = ana.page.locator(".connection");
  await expect(banner).toBeHidden();

  await wire.cut();
  // The clock stands still: no attempt comes by itself, and what the banner says stays.
  await ana.page.clock.pauseAt(await ana.page.evaluate(() => Date.now() + 2_000));
  await expect(banner).toContainText(/Reconnecting ?in \d+ s/);
  await expect(banner).toBeVisible();
  await ana.shoot("reconnecting");
  wire.mend();
  await banner.getByRole("button", { name: "Try now" }).click();
  await expect(banner).toContainText("Back online.");
  await ana.page.clock.resume();
  await expect(banner).toBeHidden();
});

test("without a network it says so, and comes back with it", async ({ people }) => {
  const [ana] = await people("Ana");
  const wire = await line(ana);
  await ana.register();
  await ana.context.setOffline(true);
  await wire.cut();
  const banner = ana.page.locator(".connection");
  await expect(banner).toContainText("You are offline. Changes will appear when you are back.");
  await expect(banner).toBeVisible();
  wire.mend();
  await ana.context.setOffline(false);
  await ana.alive();
});
