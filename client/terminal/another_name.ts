/** Who cannot come into a channel under his name may come as somebody else: a name is the same in all channels, so that begins another session. */
import { clean } from "../../shared/terminal/clean.ts";
import type { Client, Onward } from "./client.ts";
import type { Entered } from "./enter.ts";
import { askName } from "./questions.ts";

/** Asks whether he wants that; a script is told how. */
export async function offerAnotherName(
  client: Client,
  { why, suggestion, pin }: Omit<Extract<Entered, { readonly type: "nickTaken" }>, "type">,
  { channel = "", link }: Partial<Pick<Onward, "channel" | "link">>,
): Promise<void> {
  const refusal = clean(why);
  const chosen = client.asks && await client.choose({
    title: clean(channel) || "The invite",
    why:
      `${refusal} Your name is the same in all channels: under another one you begin anew, and your channels wait for you under this one.`,
    answers: [["stay", "stay here"], ["another", "come under another name"]],
  });
  const name = chosen === "another" ? await askName(client, suggestion) : undefined;
  if (name === undefined) return client.print(`! ${refusal} To come under another: --name ${clean(suggestion)}`);
  client.onward = { name, channel, pin, link };
  client.quit();
}
