/** Asks for a PIN. Blanks around one count for nothing, and nobody sees them: whoever typed nothing else has typed none. */
import type { Client } from "./client.ts";

/** Empty: none was typed; undefined: he gave up. */
export async function askPin(client: Pick<Client, "ask">, question: string): Promise<string | undefined> {
  return (await client.ask(question, { secret: true }))?.trim();
}
