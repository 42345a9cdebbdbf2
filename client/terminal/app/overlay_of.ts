/** A view that is a list, as an overlay; what is one sentence becomes a notice instead. */
import type { HelpTopic } from "../../core/commands/help.ts";
import type { View } from "../../core/commands/view.ts";
import type { OverlayLine, OverlayView } from "../screen/view.ts";

/** Names and what is said of them, as aligned() puts them. */
const PAIR = /^ {2}(\S.*?) {2,}(\S.*)$/;

/** Undefined for what is no list. */
export function overlayOf(view: View, lines: readonly string[]): OverlayView | undefined {
  if (view.type === "help") return helpOverlay(view.topics);
  if (lines.length < 2) return undefined;
  const titled = !(lines[0] ?? "").startsWith(" ");
  return {
    title: titled ? lines[0] ?? "" : TITLES[view.type] ?? "",
    lines: lines.slice(titled ? 1 : 0).map(lineOf),
    scroll: 0,
  };
}

const TITLES: Readonly<Partial<Record<View["type"], string>>> = {
  channels: "Your channels",
  files: "Files",
  emoji: "Emoji",
};

function helpOverlay(topics: readonly HelpTopic[]): OverlayView {
  const [only] = topics;
  const title = topics.length === 1 && only ? `Help: ${only.title}` : "Help";
  return {
    title,
    lines: [...topics.flatMap((topic) => topicLines(topic, topics.length > 1)), ...keyLines(topics)],
    scroll: 0,
  };
}

function topicLines({ title, notes, rows }: HelpTopic, headed: boolean): readonly OverlayLine[] {
  const heading: readonly OverlayLine[] = headed ? [{ type: "heading", text: title }] : [];
  const pairs = rows.flatMap(({ form, help, aliases, details, who }): readonly OverlayLine[] => {
    const also = aliases.length === 0 ? "" : ` (also ${aliases.join(", ")})`;
    const power = who === "admin" ? " [admin]" : "";
    return [
      { type: "pair", left: form, right: `${help}${also}${power}` },
      ...details.map((text) => ({ type: "hint", text }) as const),
    ];
  });
  return [...heading, ...notes.map((text) => ({ type: "hint", text }) as const), ...pairs, BLANK];
}

const BLANK: OverlayLine = { type: "text", text: "" };

/** Whoever asks about everything wants to know the keys, too. */
function keyLines(topics: readonly HelpTopic[]): readonly OverlayLine[] {
  if (topics.length < 2) return [];
  return [
    { type: "heading", text: "Keys" },
    ...KEY_ROWS.map(([left, right]) => ({ type: "pair", left, right }) as const),
  ];
}

const KEY_ROWS = [
  ["PgUp PgDn", "through what was said; with Shift by lines, with Ctrl to its ends"],
  ["Esc", "closes what stands in front, then goes back to the newest message; it never clears what you write"],
  ["Alt-1 \u2026 Alt-9", "to a channel by its number"],
  ["Ctrl-N Ctrl-P", "to the next channel, and the one before"],
  ["Alt-A", "to where something new was said"],
  ["Ctrl-K", "to a channel by a part of its name (with nothing written)"],
  ["Ctrl-F", "searches this channel (with nothing written)"],
  ["F1 F7 F8", "this help; shows or hides channels; shows or hides members"],
  ["Tab", "completes commands, names, paths and :emoji:"],
  ["Alt-Enter", "begins another line of the same message"],
  ["Up Down", "through what you sent; Ctrl-R searches it"],
  ["Ctrl-W Ctrl-U", "takes out a word, or all before the cursor; Ctrl-Y puts it back"],
  ["Ctrl-_ Alt-_", "undoes, and does again"],
  ["Ctrl-L", "paints the screen anew"],
  ["Ctrl-Z", "suspends pychat until fg"],
  ["Ctrl-C", "clears what is written; with nothing written it asks whether to leave"],
] as const;

function lineOf(line: string): OverlayLine {
  const [, left, right] = PAIR.exec(line) ?? [];
  if (left !== undefined && right !== undefined) return { type: "pair", left, right };
  return { type: "text", text: line.trim() };
}
