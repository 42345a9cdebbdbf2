import { assert, assertEquals, assertMatch } from "@std/assert";
import type { HelpTopic } from "../../../../client/core/commands/help.ts";
import { namesOf } from "../../../../client/core/commands/help.ts";
import { parseInput } from "../../../../client/core/commands/parse_input.ts";
import { COMMANDS, TOPICS } from "../../../../client/core/commands/commands.ts";
import { checkWrong, nowhere } from "./story.ts";

const FORM = "/help [topic|command]";

Deno.test("every command is in the help exactly once, with a line of help", () => {
  const rows = help("/help").flatMap(({ rows }) => rows);
  assertEquals(rows.map(({ form }) => form.split(" ")[0]).sort(), COMMANDS.map(({ name }) => `/${name}`).sort());
  for (const { form, help } of rows) assertMatch(help, /^[a-z:].{8,78}[^.]$/, form);
});

Deno.test("a name or an alias belongs to one command, and is a word in small letters, a number or a question mark", () => {
  const names = COMMANDS.flatMap(namesOf);
  assertEquals(names.filter((name, index) => names.indexOf(name) !== index), []);
  for (const name of names) assertMatch(name, /^([a-z]+|[1-9]|\?)$/);
});

Deno.test("help on a topic has its notes and commands", () => {
  for (const { name, title, notes, commands } of TOPICS) {
    const [only, ...more] = help(`/help ${name}`);
    assertEquals([only?.title, only?.notes, only?.rows.length, more], [title, notes, commands.length, []]);
  }
  assert(help("/help messages").flatMap(({ notes }) => notes).some((note) => note.includes("#12")));
});

Deno.test("help on a command, or one of its aliases, has its details", () => {
  for (const line of ["/help edit", "/help /EDIT", "/h edit", "/? edit"]) {
    assertEquals(help(line), [{
      title: "/edit",
      notes: [],
      rows: [{
        form: "/edit [#12] text",
        help: "replaces a message of yours by this text",
        who: "member",
        aliases: [],
        details: ["Without #12 it changes your last one."],
      }],
    }]);
  }
  assertEquals(help("/help w")[0]?.rows[0]?.form, "/msg nick [text]");
  assertEquals(help("/help 8")[0]?.rows[0]?.aliases, ["/8"]);
  assertEquals(help("/help list")[0]?.rows[0]?.details, ["/5 is /list online.", "/who is /list online."]);
  assertEquals(help("/help offline")[0]?.title, "/status");
});

Deno.test("channels is a topic, and with its slash a command", () => {
  assertEquals(help("/help channels")[0]?.title, "Channels");
  assertEquals(help("/help /channels")[0]?.title, "/channels");
});

Deno.test("help on what there is none on has a hint", () => {
  checkWrong([
    ["/help mesages", 'There is no help on "mesages". Did you mean /help messages?', FORM],
    ["/help /kik", 'There is no help on "/kik". Did you mean /help kick?', FORM],
    ["/help xyzzy", 'There is no help on "xyzzy". /help alone lists all.', FORM],
    ["/help kick ban", 'There is no help on "kick ban". /help alone lists all.', FORM],
  ]);
});

function help(line: string): readonly HelpTopic[] {
  const parsed = parseInput(line, nowhere);
  assert(parsed.type === "view" && parsed.view.type === "help", line);
  return parsed.view.topics;
}
