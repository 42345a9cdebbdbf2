import { assert, assertEquals } from "@std/assert";
import { commandCalled, COMMANDS } from "../../../../client/core/commands/commands.ts";
import { parseInput } from "../../../../client/core/commands/parse_input.ts";
import { MOST_TEXT } from "../../../../client/core/content.ts";
import { admin, checkAll, checkWrong, deserted, does, HOME, inPrivate, nowhere, shows, WITH_BOBBY } from "./story.ts";

const HELP = "/help lists the commands; a line that begins with // is said, with one slash less.";

function say(text: string) {
  return does({ type: "say", text });
}

Deno.test("what is no command is said as it was typed", () => {
  for (
    const line of [
      "hello",
      "  indented  ",
      "two\nlines\n",
      "\"quotes\" and 'quotes'",
      "and/or",
      "-- x",
      "#12",
      "@bobby: hi",
      "a  b",
    ]
  ) {
    checkAll([[line, say(line)]]);
  }
});

Deno.test("a line that begins with two slashes is said with one", () => {
  checkAll([
    ["//kick bobby", say("/kick bobby")],
    ["///", say("//")],
    ["//", say("/")],
    ["  //x", say("  /x")],
    ["// a comment\nmore", say("/ a comment\nmore")],
  ]);
});

Deno.test("shortcodes become emoji on the way out, but not in code, URLs and words", () => {
  checkAll([
    [":+1: great:tada:", say("👍 great:tada:")],
    ["`:+1:` http://x.org/:+1: :+1:", say("`:+1:` http://x.org/:+1: 👍")],
    ["// :+1:", say("/ 👍")],
  ]);
});

Deno.test("a line in which nothing can be seen is nothing", () => {
  for (const line of ["", " ", "\t\n ", "\u200b", "\u2060 \ufeff"]) checkAll([[line, { type: "nothing" }]]);
});

Deno.test("a private channel's line goes there", () => {
  checkAll([["psst", { type: "intent", intent: { type: "say", channel: WITH_BOBBY, text: "psst" } }]], inPrivate);
});

Deno.test("where the other one of a private channel has left, nothing is said to nobody", () => {
  const why = '"bobby" has left this private channel, so nobody would read that.';
  checkWrong([
    ["psst", why, "/msg bobby opens another one; /leave puts this one away."],
    ["//psst", why, "/msg bobby opens another one; /leave puts this one away."],
  ], deserted);
  checkWrong([["psst", why, "/leave puts this one away."]], { ...deserted, channels: deserted.channels.slice(1) });
});

Deno.test("without a channel nothing can be said", () => {
  checkWrong([
    ["hello", "You are in no channel yet, so nobody would read that.", "/join name"],
    ["//x", "You are in no channel yet, so nobody would read that.", "/join name"],
  ], nowhere);
});

Deno.test("what is too long for a message is refused, counted in bytes", () => {
  checkAll([["ä".repeat(MOST_TEXT / 2), say("ä".repeat(MOST_TEXT / 2))]]);
  checkWrong([["ä".repeat(MOST_TEXT / 2) + "x", "That is too long for one message: the longest has 48 KiB."]]);
});

Deno.test("an unknown command is not said, and gets a hint", () => {
  checkWrong([
    ["/chanels", "There is no command /chanels. Did you mean /channels?", HELP],
    ["/hist on", "There is no command /hist. Did you mean /history?", HELP],
    ["/KIKC bobby", "There is no command /KIKC. Did you mean /kick?", HELP],
    ["/x", "There is no command /x.", HELP],
    ["/xyzzyxyzzy", "There is no command /xyzzyxyzzy.", HELP],
    ["/usr/bin/env deno", "There is no command /usr/bin/env.", HELP],
    ["/", "A command follows its slash at once.", HELP],
    ["/ kick bobby", "A command follows its slash at once.", HELP],
    ["  /chanels", "There is no command /chanels. Did you mean /channels?", HELP],
    ["/x\u001b[31m", "There is no command /x␛[31m.", HELP],
    ["/" + "y".repeat(99), `There is no command /${"y".repeat(60)}….`, HELP],
  ]);
});

Deno.test("a command's name is taken in any case, behind spaces, with any spaces behind it", () => {
  checkAll([
    ["/ROOMS", parseInput("/channels", admin)],
    ["   /channels", parseInput("/channels", admin)],
    ["/channels   ", parseInput("/channels", admin)],
    ["/kick\tbobby\n", parseInput("/kick bobby", admin)],
    ["/go    rose garden  ", shows({ type: "window" }, HOME)],
  ]);
});

Deno.test("an alias is the command itself, a shortcut the command with an argument", () => {
  for (const command of COMMANDS) {
    for (const alias of command.aliases) {
      assertEquals(commandCalled(alias), { command, prefix: "" }, alias);
      for (const typed of ["", "bobby", "on", "4 x"]) {
        assertEquals(parseInput(`/${alias} ${typed}`, admin), parseInput(`/${command.name} ${typed}`, admin), alias);
      }
    }
    for (const [shortcut, argument] of Object.entries(command.shortcuts)) {
      const meaning = parseInput(`/${command.name} ${argument}`, admin);
      assertEquals(parseInput(`/${shortcut}`, admin), meaning, shortcut);
      assert(meaning.type !== "wrong", shortcut);
    }
  }
});

const NUMBERED = {
  1: "/requests",
  2: "/approve dave",
  3: "/quit",
  4: "/list",
  5: "/list online",
  6: "/transfer bobby",
  7: "/admin",
  8: "/kick bobby",
};

for (const [number, line] of Object.entries(NUMBERED)) {
  Deno.test(`/${number} is ${line}`, () => {
    const argument = number === "5" ? "" : line.split(" ")[1] ?? "";
    checkAll([[`/${number} ${argument}`, parseInput(line, admin)]]);
  });
}
