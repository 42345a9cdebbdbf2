import { assert, assertEquals } from "@std/assert";
import { clientTopic } from "../../../../client/core/commands/client_commands.ts";
import { parseInput } from "../../../../client/core/commands/parse_input.ts";
import { findEmoji, listEmoji } from "../../../../client/core/emoji.ts";
import {
  type Case,
  checkAll,
  checkCovered,
  checkWrong,
  inPrivate,
  nowhere,
  shows,
  showsAnywhere,
  WITH_BOBBY,
  type WrongCase,
} from "./story.ts";

const right: readonly Case[] = [
  ["/emoji", showsAnywhere({ type: "emoji", word: "", found: listEmoji() })],
  ["/emoji party", showsAnywhere({ type: "emoji", word: "party", found: findEmoji("party") })],
  ["/emoji xyzzy", showsAnywhere({ type: "emoji", word: "xyzzy", found: [] })],
  ["/notify", shows({ type: "notify", notify: undefined })],
  ["/notify off", shows({ type: "notify", notify: "off" })],
  ["/notify ALL", shows({ type: "notify", notify: "all" })],
  ["/bell mentions", shows({ type: "notify", notify: "mentions" })],
  ["/typing", showsAnywhere({ type: "preference", preference: "typing", on: undefined })],
  ["/typing off", showsAnywhere({ type: "preference", preference: "typing", on: false })],
  ["/reads on", showsAnywhere({ type: "preference", preference: "readMarks", on: true })],
  ["/clear", showsAnywhere({ type: "clear" })],
  ["/quit", showsAnywhere({ type: "quit" })],
];

const wrong: readonly WrongCase[] = [
  ["/notify loud", 'It takes all, mentions or off, not "loud".', "/notify [all|mentions|off]"],
  ["/typing no way", '/typing does not know what to do with "way".', "/typing [on|off]"],
  ["/reads never", 'It takes on or off, not "never".', "/reads [on|off]"],
  ["/clear all", '/clear does not know what to do with "all".', "/clear"],
  ["/quit bye", '/quit does not know what to do with "bye".', "/quit"],
];

Deno.test("commands about pychat do what they say", () => {
  checkCovered(clientTopic, right);
  checkAll(right);
});

Deno.test("commands about pychat say what is wrong and what is right", () => checkWrong(wrong));

Deno.test("a private channel rings, too", () => {
  checkAll([["/notify off", shows({ type: "notify", notify: "off" }, WITH_BOBBY)]], inPrivate);
});

Deno.test("without a channel one can quit and switch, but nothing rings", () => {
  checkAll([["/quit", showsAnywhere({ type: "quit" })]], nowhere);
  checkWrong([["/notify off", "You are in no channel yet: /join takes you into one."]], nowhere);
});

Deno.test("/emoji finds what is looked for", () => {
  const parsed = parseInput("/emoji thumbs up", nowhere);
  assert(parsed.type === "view" && parsed.view.type === "emoji");
  assertEquals(parsed.view.found[0]?.emoji, "👍");
});
