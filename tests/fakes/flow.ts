/**
 * Flows: conversations as tests, in files that anybody can read. A line is one of
 *
 *     # what this is about                    a comment
 *     alice> hello                            she says it
 *     bob|   alice: hello                     the next thing he is shown, and there may be nothing else
 *     bob*   carol left                       he was told so, at some time since the last such line; what nobody asks for may be many
 *     bob~   offline                          his line breaks; `online` again
 *     relay~ restarts                         or `crashes`
 *     clock~ 60s                              time passes
 *     alice adds bob                          anything else a person can do: see the cast's own table
 *
 * Whenever somebody acts, everybody must have been asked for all he was shown. A refusal is shown to who tried, behind a "!".
 * The people come from a cast, so that the same flows drive whatever can play them.
 */
import { parseDuration } from "../../shared/duration.ts";

/** Somebody in a flow. */
export interface Person {
  /** What he was shown, oldest first; whoever reads a line takes it out. */
  readonly lines: string[];
  /** What he was told by the way: who came and went, what changed. */
  readonly notes: string[];
  say(text: string): Promise<void>;
  offline(): Promise<void>;
  online(): Promise<void>;
  /** Does what the words after his name say; a RangeError when he does not know how. */
  act(words: string): Promise<void>;
}

/** The people of a flow, and the world they are in. */
export interface Cast extends AsyncDisposable {
  /** Everybody who has entered. */
  readonly people: ReadonlyMap<string, Person>;
  /** The person of that name, who enters when he is first asked for. */
  person(name: string): Promise<Person>;
  relay(what: string): Promise<void>;
  turn(ms: number): Promise<void>;
  /** Everything that was said has been shown, to all. */
  settled(): Promise<void>;
}

/** One line of a flow. */
interface Line {
  readonly number: number;
  readonly who: string;
  readonly sign: string;
  readonly rest: string;
}

const LINE = /^([\p{L}\d]+)([>|~*]|(?= ))\s*(.*)$/u;

/** Plays a flow from beginning to end; an error says in which line what was otherwise. */
export async function play(
  text: string,
  { file, cast }: { readonly file: string; readonly cast: Cast },
): Promise<void> {
  for (const line of linesOf(text, file)) {
    try {
      await step(line, cast);
    } catch (error) {
      throw new Error(`${file}:${line.number}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
  await cast.settled();
  const left = unread(cast.people);
  if (left) throw new Error(`${file}: at the end ${left}`);
}

async function step({ who, sign, rest }: Line, cast: Cast): Promise<void> {
  await cast.settled();
  const asks = sign === "|" || sign === "*";
  const left = asks ? undefined : unread(cast.people);
  if (left) throw new Error(left);
  if (who === "relay") return await cast.relay(rest);
  if (who === "clock") return await cast.turn(durationOf(rest));
  const person = await cast.person(who);
  switch (sign) {
    case ">":
      return await person.say(rest);
    case "|":
      return readLine(who, person, rest);
    case "*":
      return readNote(who, person, rest);
    case "~":
      return await changeLine(person, rest);
    default:
      return await person.act(rest);
  }
}

function readLine(who: string, person: Person, expected: string): void {
  const shown = person.lines.shift();
  if (shown === undefined) throw new Error(`${who} was shown nothing, not "${expected}"`);
  if (shown !== expected) throw new Error(`${who} was shown "${shown}", not "${expected}"`);
}

function readNote(who: string, { notes }: Person, expected: string): void {
  const place = notes.indexOf(expected);
  if (place < 0) throw new Error(`${who} was not told "${expected}", but: ${notes.join("; ") || "nothing"}`);
  notes.splice(0, place + 1);
}

function changeLine(person: Person, rest: string): Promise<void> {
  if (rest === "offline") return person.offline();
  if (rest === "online") return person.online();
  throw new Error(`nobody can be "${rest}"`);
}

function unread(people: ReadonlyMap<string, Person>): string | undefined {
  for (const [name, { lines }] of people) {
    if (lines.length > 0) return `${name} was shown "${lines[0]}", which nobody asked for`;
  }
  return undefined;
}

function linesOf(text: string, file: string): readonly Line[] {
  return text.split("\n").flatMap((raw, index) => {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) return [];
    const [, who, sign, rest] = LINE.exec(line) ?? [];
    if (who === undefined || sign === undefined || rest === undefined) {
      throw new Error(`${file}:${index + 1}: Cannot read "${line}": see tests/fakes/flow.ts for what a line can be`);
    }
    return [{ number: index + 1, who, sign, rest }];
  });
}

function durationOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new Error(`"${text}" is no time`);
  return ms;
}
