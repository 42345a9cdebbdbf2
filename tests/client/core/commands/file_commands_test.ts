import { assertEquals } from "@std/assert";
import { complete } from "../../../../client/core/commands/complete.ts";
import { escapedPath, readPaths } from "../../../../client/core/commands/arguments/paths.ts";
import { fileTopic } from "../../../../client/core/commands/file_commands.ts";
import { parseInput } from "../../../../client/core/commands/parse_input.ts";
import type { FileIntent } from "../../../../client/core/intents.ts";
import {
  admin,
  type Case,
  checkAll,
  checkCovered,
  checkWrong,
  inPrivate,
  nowhere,
  showsAnywhere,
  WITH_BOBBY,
  WORK,
  type WrongCase,
} from "./story.ts";

const right: readonly Case[] = [
  ["/file plan.pdf", sends("plan.pdf")],
  ["/9 plan.pdf", sends("plan.pdf")],
  ["/send plan.pdf", sends("plan.pdf")],
  ["/file a b", sends("a", "b")],
  ['/file a "my plan.pdf" c', sends("a", "my plan.pdf", "c")],
  ["/file '/home/alice/my plan.pdf'  b", sends("/home/alice/my plan.pdf", "b")],
  ["/file my\\ plan.pdf", sends("my plan.pdf")],
  ["/file it\\'s.txt", sends("it's.txt")],
  ["/file C:\\Users\\alice\\plan.pdf", sends("C:\\Users\\alice\\plan.pdf")],
  ["/file \\\\host\\share\\x", sends("\\\\host\\share\\x")],
  ['/file "a""b"', sends("ab")],
  ['/file ""', sends("")],
  ["/accept 2", does({ type: "acceptFile", file: 2, path: "" })],
  ["/accept #2", does({ type: "acceptFile", file: 2, path: "" })],
  ["/accept", does({ type: "acceptFile", file: 3, path: "" })],
  ["/accept 2 my folder/x", does({ type: "acceptFile", file: 2, path: "my folder/x" })],
  ["/decline 3", does({ type: "declineFile", file: 3 })],
  ["/decline", does({ type: "declineFile", file: 3 })],
  ["/cancel 4", does({ type: "cancelFile", file: 4 })],
  ["/cancel", does({ type: "cancelFile", file: 4 })],
  ["/files", showsAnywhere({ type: "files" })],
];

const wrong: readonly WrongCase[] = [
  ["/file", "/file needs a path.", "/file path…"],
  ['/file "plan', 'The quote " is never closed.', "/file path…"],
  ["/file it's", "The quote ' is never closed.", "/file path…"],
  ["/accept 9", "There is no file 9: /files lists them."],
  ["/accept plan.pdf", '"plan.pdf" is no number of a file: /files lists them.', "/accept [number] [path]"],
  ["/decline 3 4", '/decline does not know what to do with "4".', "/decline [number]"],
  ["/files all", '/files does not know what to do with "all".', "/files"],
];

Deno.test("commands about files come to intents and views", () => {
  checkAll(right);
  checkCovered(fileTopic, right);
});

Deno.test("wrongly used commands about files say why, and what is right", () => checkWrong(wrong));

Deno.test("a file goes to the channel in whose window that is typed", () => {
  checkAll([["/file x", does({ type: "sendFiles", channel: WITH_BOBBY, paths: ["x"] })]], inPrivate);
  checkWrong([["/file x", "You are in no channel yet: /join takes you into one."]], nowhere);
});

Deno.test("where no file is offered, or on its way, that is said", () => {
  checkWrong([
    ["/accept", "Nobody offers you a file now."],
    ["/decline", "Nobody offers you a file now."],
    ["/cancel", "No file is on its way."],
    ["/accept 1", "There is no file 1: /files lists them."],
  ], nowhere);
});

Deno.test("the numbers of files complete", () => {
  const texts = (line: string) => complete(line, line.length, admin).candidates.map(({ text }) => text);
  assertEquals(texts("/accept "), ["2", "3"]);
  assertEquals(texts("/accept 3"), ["3"]);
  assertEquals(texts("/cancel "), ["4"]);
});

Deno.test("the last of several paths is asked of whoever knows the files, without its quotes", () => {
  const cases: readonly (readonly [line: string, from: number, prefix: string])[] = [
    ["/file pl", 6, "pl"],
    ["/file a pl", 8, "pl"],
    ["/file a ", 8, ""],
    ['/file a "my pl', 8, "my pl"],
    ["/file my\\ pl", 6, "my pl"],
    ["/file ", 6, ""],
  ];
  for (const [line, from, prefix] of cases) {
    const completion = complete(line, line.length, admin);
    assertEquals([completion.from, completion.request], [from, { type: "path", prefix, escaped: true }], line);
  }
});

Deno.test("a path reads back as it was written among others", () => {
  for (const path of ["a", "my plan.pdf", "it's", 'say "hi"', "a\tb", "/x/y z/", "ä ö.txt"]) {
    assertEquals(readPaths(`x ${escapedPath(path)} y`).paths, ["x", path, "y"]);
  }
});

Deno.test("any noise behind /file is paths or says what is wrong", () => {
  for (const noise of ['"', "'", "\\", '\\"', "\" '", "'\\' x", '"\'"', "\\ ", 'a"b c"d']) {
    const { type } = parseInput(`/file ${noise}`, admin);
    assertEquals(type === "intent" || type === "wrong", true, noise);
  }
});

function sends(...paths: readonly string[]) {
  return does({ type: "sendFiles", channel: WORK, paths });
}

function does(intent: FileIntent) {
  return { type: "intent", intent } as const;
}
