// What a subscription has been told, in order, for tests that wait until something is.

/** Pass `heard.tell` as the callback; `heard.until(..)` waits for the first message that fits, also an earlier one. */
export function news() {
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
