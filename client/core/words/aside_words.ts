/** What is said in a channel and is no message to read, as plain sentences. */
import type { IdentityId } from "../../../shared/ids.ts";
import { clean } from "../../../shared/terminal/clean.ts";
import type { Message } from "../events.ts";
import { fileKey, type FileView } from "../files/file_view.ts";
import { fileWords, offerWords } from "./file_words.ts";
import { subject } from "./whose.ts";

/** Who reads it, and how those are called who asked to come in. */
export interface Reader {
  readonly self: IdentityId | undefined;
  /** The channel has no PIN. */
  readonly open: boolean;
  nickOf(id: IdentityId): string | undefined;
  /** What is known of a file that is offered. */
  fileOf?(key: string): FileView | undefined;
}

type Asks = Extract<Message["content"], { readonly type: "asks" }>;

/** The sentence; undefined for what is shown otherwise. */
export function asideWords({ content, from }: Message, { self, open, nickOf, fileOf }: Reader): string | undefined {
  const by = subject(from, self);
  switch (content.type) {
    case "topic":
      return content.topic === "" ? `${by} removed the topic.` : `${by} set the topic: ${clean(content.topic)}`;
    case "asks":
      return asksWords(content, self, open);
    case "denied":
      return `${by} did not let ${clean(nickOf(content.identity) ?? "somebody")} in.`;
    case "file": {
      const file = fileOf?.(fileKey({ blob: content.blob, from }));
      return file ? fileWords(file, self) : `${offerWords({ ...content, from }, self)}.`;
    }
    case "unknown":
      return `${by} said something that only a newer pychat can show.`;
    case "text":
    case "edit":
    case "erase":
    case "react":
      return undefined;
    default:
      return content satisfies never;
  }
}

/** That somebody wants to come in; without the PIN, where there is one, unless he has proved that he knows it. */
function asksWords({ card, proven }: Asks, self: IdentityId | undefined, open: boolean): string {
  const asks = `${subject(card, self)} ${card.id === self ? "asked" : "asks"} to join`;
  return proven || open ? `${asks}.` : `${asks}, without the PIN.`;
}
