import { assert, assertEquals } from "@std/assert";
import { complete } from "../../../../client/core/commands/complete.ts";
import type { CommandContext } from "../../../../client/core/commands/context.ts";
import { COMMANDS } from "../../../../client/core/commands/commands.ts";
import { admin, inPrivate, member, nowhere, person, silent, twins, work } from "./story.ts";

/** What the end of a line becomes: the text before, then each candidate. */
function texts(line: string, context: CommandContext = admin): readonly string[] {
  const { from, to, candidates, request } = complete(line, line.length, context);
  assertEquals([to, request], [line.length, undefined], line);
  return candidates.map(({ text }) => line.slice(0, from) + text);
}

function check(cases: Readonly<Record<string, readonly string[]>>, context: CommandContext = admin): void {
  for (const [line, expected] of Object.entries(cases)) assertEquals(texts(line, context), expected, line);
}

Deno.test("a command is completed by its name, and by an alias where no name begins so", () => {
  check({
    "/ki": ["/kick"],
    "/KI": ["/kick"],
    "  /ki": ["  /kick"],
    "/un": ["/unignore", "/unban", "/unmute"],
    "/ro": ["/rooms", "/room"],
    "/w": ["/whois", "/w"],
    "/wh": ["/whois"],
    "/whi": ["/whisper"],
    "/who": ["/whois", "/who"],
    "/offl": ["/offline"],
    "/8": ["/8"],
    "/xyzzy": [],
    "//ki": [],
    "x /ki": [],
  });
  assertEquals(texts("/").length, COMMANDS.length);
});

Deno.test("a command's hint is its help", () => {
  assertEquals(complete("/rooms", 6, admin).candidates, [{ text: "/rooms", hint: "lists your channels" }]);
});

Deno.test("only commands that can be used here are offered", () => {
  check({ "/ki": [], "/lo": ["/lock"], "/b": ["/bans"] }, member);
  check({ "/lo": [], "/inv": ["/invisible"], "/li": ["/list"] }, inPrivate);
  check({ "/j": ["/join", "/j"], "/li": [], "/t": ["/typing"] }, nowhere);
});

Deno.test("nicks are completed where a command wants one, those who spoke last first, with their @ if it is typed", () => {
  check({
    "/kick ": ["/kick bobby", "/kick Carol", "/kick o'neil", "/kick Zoë", "/kick 李雷"],
    "/kick bo": ["/kick bobby"],
    "/kick @BO": ["/kick @bobby"],
    "/8 李": ["/8 李雷"],
    "/kick x": [],
    "/kick bobby ": [],
    "/ban fr": ["/ban frank"],
    "/approve ": ["/approve dave", "/approve erin"],
    "/unban ": ["/unban mallory"],
    "/unmute ": ["/unmute Zoë"],
    "/deop ": ["/deop Carol"],
    "/op c": [],
    "/unignore j": ["/unignore judy"],
    "/msg gr": ["/msg grace"],
    "/msg bo": ["/msg bobby"],
  });
});

Deno.test("choices, times and invites are completed", () => {
  check({
    "/history ": ["/history on", "/history off"],
    "/lock of": ["/lock off"],
    "/lock on ": [],
    "/status i": ["/status invisible"],
    "/status away ": [],
    "/unlock ": [],
    "/export j": ["/export json"],
    "/verify bobby ": ["/verify bobby ok", "/verify bobby no"],
    "/revoke 1": ["/revoke 19"],
    "/pin ": ["/pin off"],
    "/mute bobby ": ["/mute bobby for 10m", "/mute bobby for 2h", "/mute bobby for 1d", "/mute bobby for 7d"],
    "/mute bobby for ": ["/mute bobby for 10m", "/mute bobby for 2h", "/mute bobby for 1d", "/mute bobby for 7d"],
    "/mute bobby for 3": ["/mute bobby for 3m", "/mute bobby for 3h", "/mute bobby for 3d"],
    "/mute bobby 45": ["/mute bobby 45m", "/mute bobby 45h", "/mute bobby 45d"],
    "/ban bobby f": ["/ban bobby for 10m", "/ban bobby for 2h", "/ban bobby for 1d", "/ban bobby for 7d"],
    "/invite 5 for 2": ["/invite 5 for 2m", "/invite 5 for 2h", "/invite 5 for 2d"],
    "/help mess": ["/help messages"],
    "/help ki": ["/help kick"],
  });
});

Deno.test("a reason, a status and any other text takes mentions and shortcodes", () => {
  check({
    "/ban bobby for 2h ask @ca": ["/ban bobby for 2h ask @Carol"],
    "/away :palm_t": ["/away :palm_tree:"],
    "/back :palm_t": ["/back :palm_tree:"],
    "/topic for @z": ["/topic for @Zoë"],
    "/reply #2 thanks @bo": ["/reply #2 thanks @bobby"],
  });
});

Deno.test("channels are completed by their titles, with the spaces in them; by number where two share one", () => {
  check({
    "/go ": ["/go Work", "/go rose garden", "/go @bobby"],
    "/go ROSE g": ["/go rose garden"],
    "/leave @": ["/leave @bobby"],
    "/go x": [],
    "/join W": [],
  });
  check({ "/go wo": ["/go 1", "/go 4"] }, twins);
});

Deno.test("messages are completed by number, the newest first, one's own where only they can be meant", () => {
  check({
    "/reply #": ["/reply #5", "/reply #4", "/reply #3", "/reply #2", "/reply #1"],
    "/edit #": ["/edit #4", "/edit #1"],
    "/delete #1": ["/delete #1"],
    "/react #3 :hea": texts("/react :hea").map((line) => line.replace("/react", "/react #3")),
    "/reply @c": ["/reply @Carol"],
    "/edit @c": ["/edit @Carol"],
    "/react :+1: #5": ["/react :+1: #5"],
  });
});

Deno.test("an emoji is completed with its colon or without, and some usual ones are offered", () => {
  check({ "/react tad": ["/react :tada:"], "/react :tad": ["/react :tada:"] });
  assertEquals(complete("/react ", 7, admin).candidates.slice(0, 2), [
    { text: ":+1:", hint: "👍" },
    { text: ":heart:", hint: "❤️" },
  ]);
});

Deno.test("a path is asked of whoever knows the files", () => {
  const line = "/export txt ~/My no";
  assertEquals(complete(line, line.length, admin), {
    from: 12,
    to: line.length,
    candidates: [],
    request: { type: "path", prefix: "~/My no" },
  });
});

Deno.test("the first word of a line addresses somebody, an @ mentions him anywhere", () => {
  check({
    "bo": ["bobby:"],
    "CA": ["Carol:"],
    "zo": ["Zoë:"],
    "hi bo": [],
    "": [],
    "@": ["@bobby", "@Carol", "@o'neil", "@Zoë", "@李雷"],
    "hi @bo": ["hi @bobby"],
    "(@bo": ["(@bobby"],
    "mail x@bo": [],
    "//@bo": [],
    "// @bo": ["// @bobby"],
    "al": [],
  });
  check({ "bo": [], "@": [] }, silent);
  check({ "bo": [], "@": [], ":tad": [":tada:"] }, nowhere);
});

Deno.test("a shortcode is completed from two letters on, but not in a word, a time or code", () => {
  check({
    ":tad": [":tada:"],
    "hi :Tad": ["hi :tada:"],
    "hi:tad": [],
    "12:10": [],
    ":": [],
    ":t": [],
    "`x :tad": [],
    "`x` :tad": ["`x` :tada:"],
    ":tada: :tad": [":tada: :tada:"],
  });
  const many = complete("so :he", 6, admin).candidates;
  assertEquals(many.length, 20);
  assert(many.some(({ text, hint }) => text === ":heart:" && hint === "❤️"));
});

Deno.test("what is behind the cursor stays", () => {
  assertEquals(complete("/kick bo because", 8, admin), {
    from: 6,
    to: 8,
    candidates: [{ text: "bobby", hint: "" }],
    request: undefined,
  });
});

Deno.test("a thousand members are not offered all at once", () => {
  const people = Array.from({ length: 1000 }, (_, index) => person(`user${index}`, 30));
  assertEquals(texts("@us", { ...admin, channel: { ...work, people } }).length, 100);
});
