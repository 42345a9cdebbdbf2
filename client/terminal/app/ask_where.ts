/** Ctrl-K: to a channel by a part of its name. */
import { plural } from "../../core/words/whose.ts";
import type { ListedChannel } from "../screen/list_channels.ts";
import { typedQuestion } from "./question.ts";
import type { ScreenClient } from "./screen_client.ts";
import { called } from "./windows.ts";

export function askWhere(client: ScreenClient): void {
  const options = (typed: string) => called(client.state, typed).map((listed) => ({ label: labelOf(listed) }));
  void client.asker.put(typedQuestion({ title: "Go to", options })).then((answer) => {
    if (answer?.chosen === undefined) return;
    const to = called(client.state, answer.text)[answer.chosen];
    if (to) client.goTo(to.channel.id);
  });
}

function labelOf({ name, number, channel }: ListedChannel): string {
  const waits = channel.unread > 0 ? ` (${plural(channel.unread, "new message")})` : "";
  return `${number === undefined ? "" : `${number} `}${name}${waits}`;
}
