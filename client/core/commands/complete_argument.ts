/** What an argument that is being typed can become: a table of how each kind of argument is completed. */
import { nameKey } from "../../../shared/names.ts";
import type { ArgumentKind } from "./arguments/argument.ts";
import { channelTitle } from "./arguments/channel.ts";
import {
  type Candidate,
  type Candidates,
  completeNicks,
  completeText,
  nicksHere,
  shortcodes,
} from "./complete_text.ts";
import type { CommandContext } from "./context.ts";

type Kind = ArgumentKind["type"];

/** An argument of some kind, as far as it is typed. */
interface Typing<K extends Kind> {
  readonly typed: string;
  readonly kind: Extract<ArgumentKind, { readonly type: K }>;
  readonly context: CommandContext;
}

interface Completer<K extends Kind> {
  /** What this argument still can be, and not this argument and something behind it. */
  readonly unfinished: RegExp;
  readonly find: (the: Typing<K>) => readonly Candidate[] | Candidates;
}

const A_WORD = /^\S*$/;
const ANYTHING = /^/;
const FOR = /^for\s+/i;
const TIMES = ["10m", "2h", "1d", "7d"];
const UNITS = ["m", "h", "d"];
const MOST_NUMBERS = 20;
/** For who only knows that he wants to react. */
const USUAL_REACTIONS: readonly Candidate[] = [
  { text: ":+1:", hint: "👍" },
  { text: ":heart:", hint: "❤️" },
  { text: ":joy:", hint: "😂" },
  { text: ":tada:", hint: "🎉" },
  { text: ":open_mouth:", hint: "😮" },
  { text: ":cry:", hint: "😢" },
];

const COMPLETERS: { readonly [K in Kind]: Completer<K> } = {
  nick: { unfinished: A_WORD, find: nicks },
  choice: { unfinished: A_WORD, find: ({ typed, kind, context }) => begunWith(typed, kind.words(context)) },
  message: { unfinished: A_WORD, find: messages },
  channel: { unfinished: ANYTHING, find: channels },
  emoji: {
    unfinished: A_WORD,
    find: ({ typed }) => typed === "" ? USUAL_REACTIONS : shortcodes(typed.replace(/^:/, "")),
  },
  duration: { unfinished: /^(for\s+)?\S*$/i, find: durations },
  text: { unfinished: ANYTHING, find: ({ typed, context }) => completeText(typed, context) },
  /** Only the edge knows which there are. */
  path: { unfinished: ANYTHING, find: () => [] },
  paths: { unfinished: ANYTHING, find: () => [] },
  other: { unfinished: A_WORD, find: () => [] },
};

/** Whether the end of what is typed still belongs to an argument of this kind that begins here. */
export function isUnfinished(typed: string, { type }: ArgumentKind): boolean {
  return COMPLETERS[type].unfinished.test(typed);
}

/** What an argument of this kind can become. */
export function completeArgument(typed: string, kind: ArgumentKind, context: CommandContext): Candidates {
  const found = find(kind.type, { typed, kind, context });
  return "from" in found ? found : { from: 0, candidates: found };
}

function find<K extends Kind>(type: K, the: Typing<K>): readonly Candidate[] | Candidates {
  return COMPLETERS[type].find(the);
}

function nicks({ typed, kind, context }: Typing<"nick">): readonly Candidate[] {
  const all = kind.nicks(context);
  const near = nicksHere(context).filter((nick) => all.includes(nick));
  return completeNicks(typed, [...new Set([...near, ...all])]);
}

function messages({ typed, kind, context }: Typing<"message">): readonly Candidate[] {
  if (typed.startsWith("@") && !kind.own) return completeNicks(typed, nicksHere(context));
  if (!typed.startsWith("#")) return [];
  const named = (context.channel?.messages ?? []).filter(({ number, own }) =>
    number !== undefined && (own || !kind.own)
  );
  const fitting = named.map(({ number, nick }) => ({ text: `#${number}`, hint: nick })).filter(({ text }) =>
    text.startsWith(typed)
  );
  return fitting.slice(-MOST_NUMBERS).reverse();
}

/** By title; by number where two have the same. */
function channels({ typed, context }: Typing<"channel">): readonly Candidate[] {
  const keys = context.channels.map((channel) => nameKey(channelTitle(channel)));
  return context.channels.flatMap((channel, index) => {
    const [title, key] = [channelTitle(channel), keys[index] ?? ""];
    if (!key.startsWith(nameKey(typed))) return [];
    const twin = keys.indexOf(key) !== keys.lastIndexOf(key);
    return [twin ? { text: String(index + 1), hint: title } : { text: title, hint: "" }];
  });
}

function durations({ typed }: Typing<"duration">): Candidates {
  const [said = ""] = typed.match(FOR) ?? [];
  const time = typed.slice(said.length);
  if (said === "" && !/^\d/.test(time)) {
    return {
      from: 0,
      candidates: begunWith(time, TIMES.map((one) => `for ${one}`)),
    };
  }
  const times = /^\d{1,4}$/.test(time) ? UNITS.map((unit) => time + unit) : TIMES;
  return { from: said.length, candidates: begunWith(time, times) };
}

function begunWith(typed: string, words: readonly string[]): readonly Candidate[] {
  return words.filter((word) => word.startsWith(typed.toLowerCase())).map((text) => ({ text, hint: "" }));
}
