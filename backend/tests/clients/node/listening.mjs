// Listening to a subscription, and knowing when there is nothing more to hear.
import { web } from "./people.mjs";

/** Pass `heard.tell` as the callback; `heard.until(..)` waits for the first message that fits, also an earlier one. */
export function listening() {
  const messages = [];
  let wake = () => {};
  return {
    messages,
    tell(message) {
      messages.push(message);
      wake();
    },
    async until(fits) {
      for (;;) {
        const found = messages.find(fits);
        if (found) return found;
        await new Promise((resolve) => (wake = resolve));
      }
    },
  };
}

/** Fits a message with this event's name. */
export const event = (name) => (message) => message.events.includes(name);

/**
 * Waits until the server knows of every subscription made so far on this `realtime`, and the client of every event so
 * far. The SDK does not say when that is (`subscribe` resolves once the socket is open), but a connection's events come
 * in order: a light that everybody may see is lit until it is seen.
 */
export async function caughtUp(home, realtime) {
  const light = { presenceId: "lighthouse", userId: "lighthouse", permissions: [web.Permission.read(web.Role.any())] };
  const heard = listening();
  const { unsubscribe } = await realtime.subscribe(web.Channel.presence(light.presenceId), heard.tell);
  await home.key.users.create({ userId: light.userId }).catch((error) => {
    if (error.code !== 409) throw error;
  });
  const seen = heard.until(() => true);
  do await home.key.presences.upsert({ ...light, status: web.ID.unique() });
  while (!(await Promise.race([seen, new Promise((soon) => setTimeout(soon, 50))])));
  await unsubscribe();
}

/** Waits until a call finds nothing any more. */
export async function gone(get, type = "presence_not_found") {
  for (;;) {
    const error = await get().then(() => undefined, (error) => error);
    if (error && error.type !== type) throw error;
    if (error) return;
  }
}
