import { peopleTopic } from "../../../../client/core/commands/people_commands.ts";
import {
  admin,
  type Case,
  checkAll,
  checkCovered,
  checkWrong,
  does,
  doesAnywhere,
  identityOf,
  inPrivate,
  member,
  nowhere,
  shows,
  showsAnywhere,
  WITH_BOBBY,
  type WrongCase,
} from "./story.ts";

const right: readonly Case[] = [
  ["/list", shows({ type: "members", online: false })],
  ["/list all", shows({ type: "members", online: false })],
  ["/list online", shows({ type: "members", online: true })],
  ["/who", shows({ type: "members", online: true })],
  ["/whois ZOË", shows({ type: "person", nick: "Zoë" })],
  ["/whois zoe\u0308", shows({ type: "person", nick: "Zoë" })],
  ["/whois alice", shows({ type: "person", nick: "alice" })],
  ["/whois @o'neil", shows({ type: "person", nick: "o'neil" })],
  ["/status", showsAnywhere({ type: "status" })],
  ["/status online", doesAnywhere({ type: "status", status: "online", text: "" })],
  ["/status Away  at lunch", doesAnywhere({ type: "status", status: "away", text: "at lunch" })],
  ["/status invisible", doesAnywhere({ type: "status", status: "invisible", text: "" })],
  ["/status offline", doesAnywhere({ type: "status", status: "invisible", text: "" })],
  ["/offline", doesAnywhere({ type: "status", status: "invisible", text: "" })],
  ["/back", doesAnywhere({ type: "status", status: "online", text: "" })],
  ["/online", doesAnywhere({ type: "status", status: "online", text: "" })],
  ["/away", doesAnywhere({ type: "status", status: "away", text: "" })],
  ["/away back at 5 :palm_tree:", doesAnywhere({ type: "status", status: "away", text: "back at 5 🌴" })],
  ["/verify bobby", shows({ type: "verify", nick: "bobby" })],
  ["/verify @carol ok", does({ type: "verify", nick: "Carol", ok: true })],
  ["/verify carol NO", does({ type: "verify", nick: "Carol", ok: false })],
  ["/ignore", showsAnywhere({ type: "ignored" })],
  ["/ignore bobby", doesAnywhere({ type: "ignore", identity: identityOf(1), on: true })],
  ["/unignore Judy", doesAnywhere({ type: "ignore", identity: identityOf(9), on: false })],
  ["/unignore alice", doesAnywhere({ type: "ignore", identity: identityOf(10), on: false })],
];

const wrong: readonly WrongCase[] = [
  ["/list admins", 'It takes online or all, not "admins".', "/list [online|all]"],
  ["/who bobby", '/list does not know what to do with "bobby".', "/list [online|all]"],
  ["/whois", "/whois needs a nick.", "/whois nick"],
  ["/whois bob", 'Nobody here is called "bob". Did you mean "bobby"?'],
  [
    "/whois bobbу",
    'Nobody here is called "bobbу". Did you mean "bobby", which only looks the same? Tab in place of the name writes it.',
  ],
  ["/whois @xu", 'Nobody here is called "xu".'],
  ['/whois "bobby"', 'Nobody here is called ""bobby"". Did you mean "bobby"?'],
  [
    "/status busy",
    'It takes online, away or invisible, not "busy".',
    "/status [online|away|invisible] [text]",
  ],
  ["/away " + "x".repeat(301), "That text is too long: the longest has 300 bytes."],
  ["/verify", "/verify needs a nick.", "/verify nick [ok|no]"],
  ["/verify alice", "That is you."],
  ["/verify bobby yes", 'It takes ok or no, not "yes".', "/verify nick [ok|no]"],
  ["/verify bobby ok now", '/verify does not know what to do with "now".', "/verify nick [ok|no]"],
  ["/ignore alice", "That is you."],
  ["/ignore judy", 'Nobody here is called "judy".'],
  ["/ignore bobby carol", '/ignore does not know what to do with "carol".', "/ignore [nick]"],
  ["/unignore", "/unignore needs a nick.", "/unignore nick"],
  ["/unignore bobby", 'You do not ignore anybody called "bobby".'],
  ["/unignore jud", 'You do not ignore anybody called "jud". Did you mean "judy"?'],
];

Deno.test("commands about people do what they say, for members as for admins", () => {
  checkCovered(peopleTopic, right);
  checkAll(right);
  checkAll(right, member);
});

Deno.test("commands about people say what is wrong and what is right", () => checkWrong(wrong));

Deno.test("a private channel has people, too", () => {
  checkAll([
    ["/list", shows({ type: "members", online: false }, WITH_BOBBY)],
    ["/verify bobby ok", {
      type: "intent",
      intent: { type: "verify", nick: "bobby", ok: true, channel: WITH_BOBBY },
    }],
  ], inPrivate);
  checkWrong([["/whois carol", 'Nobody here is called "carol".']], inPrivate);
});

Deno.test("without a channel one has a status, and nobody to look at", () => {
  checkAll([["/away", doesAnywhere({ type: "status", status: "away", text: "" })]], nowhere);
  checkAll([["/unignore judy", doesAnywhere({ type: "ignore", identity: identityOf(9), on: false })]], {
    ...admin,
    channel: undefined,
  });
  const none = "You are in no channel yet: /join takes you into one.";
  checkWrong([["/list", none], ["/whois bobby", none], ["/ignore bobby", none], ["/verify bobby", none]], nowhere);
});
