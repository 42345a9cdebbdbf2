/** What a typed line turned out to mean: the one union, and its makers. */
import type { ChannelIntent, Intent, SessionIntent } from "../intents.ts";
import type { InChannel } from "./context.ts";
import type { ChannelScreen, ClientScreen, View } from "./view.ts";

export type Parsed =
  | { readonly type: "intent"; readonly intent: Intent }
  /** A private channel is to be opened (or found, if there is one) and shown, and this said in it, unless it is empty. */
  | { readonly type: "private"; readonly intent: Extract<Intent, { readonly type: "private" }>; readonly text: string }
  | { readonly type: "view"; readonly view: View }
  /** A blank line. */
  | { readonly type: "nothing" }
  /** One line says what is wrong, another, where it helps, what is right. */
  | { readonly type: "wrong"; readonly why: string; readonly form: string | undefined };

/** Something for the engine, in the current channel. */
export function does({ channel }: InChannel, intent: ChannelIntent): Parsed {
  return { type: "intent", intent: { ...intent, channel: channel.id } };
}

/** Something for the engine, wherever I am. */
export function doesAnywhere(intent: SessionIntent): Parsed {
  return { type: "intent", intent };
}

/** Something for the screen, of the current channel. */
export function shows({ channel }: InChannel, screen: ChannelScreen): Parsed {
  return { type: "view", view: { ...screen, channel: channel.id } };
}

/** Something for the screen. */
export function showsAnywhere(screen: ClientScreen): Parsed {
  return { type: "view", view: screen };
}

/** No: there is nothing wrong with the form of what was typed. */
export function refuses(why: string): Parsed {
  return { type: "wrong", why, form: undefined };
}
