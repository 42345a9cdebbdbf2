/**
 * What was answered the last time, to be offered the next: what to do, and relay, channel and name, never a PIN. It is a convenience: what cannot be read
 * is not there.
 */
import { join } from "node:path";
import { checkChannelName, checkNick } from "../../shared/names.ts";
import { parseRelayAddress } from "../../shared/relay_address.ts";

export interface LastAnswers {
  readonly relay?: string;
  readonly channel?: string;
  readonly name?: string;
  /** What was chosen in the menu. */
  readonly task?: string;
  /** Who could reach the relay that was started there. */
  readonly reach?: string;
}

const FILE = "last.json";
const LARGEST = 4096;
const WORD = /^[a-z]{1,20}$/;

const CHECKS: { readonly [K in keyof Required<LastAnswers>]: (text: string) => boolean } = {
  relay: (text) => parseRelayAddress(text) !== undefined,
  channel: (text) => checkChannelName(text).ok,
  name: (text) => checkNick(text).ok,
  task: (text) => WORD.test(text),
  reach: (text) => WORD.test(text),
};

/** The last answers that still make sense. */
export async function readLastAnswers(home: string): Promise<LastAnswers> {
  try {
    const { size } = await Deno.stat(join(home, FILE));
    if (size > LARGEST) return {};
    const kept: unknown = JSON.parse(await Deno.readTextFile(join(home, FILE)));
    return typeof kept === "object" && kept !== null ? answersIn(kept) : {};
  } catch {
    return {};
  }
}

/** Keeps these beside what was answered to other questions; where that fails they are asked for again. */
export async function keepLastAnswers(home: string, answers: LastAnswers): Promise<void> {
  // Loaded only now: they take as long as all the rest that has to be there before the first question.
  const { makeDirectory } = await import("../machine/make_directory.ts");
  const { replaceFile } = await import("../machine/replace_file.ts");
  // Nothing but answers is kept, whatever else is known beside them: a PIN is.
  const kept = { ...await readLastAnswers(home), ...answersIn(answers) };
  try {
    await makeDirectory(home);
    await replaceFile(join(home, FILE), new TextEncoder().encode(`${JSON.stringify(kept, undefined, 2)}\n`));
  } catch {
    // Nothing that anybody should be told: the next start asks without an offer.
  }
}

function answersIn(kept: object): LastAnswers {
  return Object.fromEntries(Object.entries(kept).filter(([key, value]) => isAnswer(key, value)));
}

function isAnswer(key: string, value: unknown): boolean {
  return Object.hasOwn(CHECKS, key) && typeof value === "string" && CHECKS[key as keyof LastAnswers](value);
}
