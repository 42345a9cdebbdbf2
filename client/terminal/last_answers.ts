/** What was answered the last time, to be offered the next: relay, channel and name, never a PIN. It is a convenience: what cannot be read is not there. */
import { join } from "node:path";
import { checkChannelName, checkNick } from "../../shared/names.ts";
import { parseRelayAddress } from "../../shared/relay_address.ts";
import { makeDirectory } from "../machine/make_directory.ts";
import { replaceFile } from "../machine/replace_file.ts";

export interface LastAnswers {
  readonly relay?: string;
  readonly channel?: string;
  readonly name?: string;
}

const FILE = "last.json";
const LARGEST = 4096;

const CHECKS: { readonly [K in keyof Required<LastAnswers>]: (text: string) => boolean } = {
  relay: (text) => parseRelayAddress(text) !== undefined,
  channel: (text) => checkChannelName(text).ok,
  name: (text) => checkNick(text).ok,
};

/** The last answers that still make sense. */
export async function readLastAnswers(home: string): Promise<LastAnswers> {
  try {
    const { size } = await Deno.stat(join(home, FILE));
    if (size > LARGEST) return {};
    const kept: unknown = JSON.parse(await Deno.readTextFile(join(home, FILE)));
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([key, value]) => isAnswer(key, value)));
  } catch {
    return {};
  }
}

/** Keeps them; where that fails they are asked for again. */
export async function keepLastAnswers(home: string, answers: Required<LastAnswers>): Promise<void> {
  try {
    await makeDirectory(home);
    await replaceFile(join(home, FILE), new TextEncoder().encode(`${JSON.stringify(answers, undefined, 2)}\n`));
  } catch {
    // Nothing that anybody should be told: the next start asks without an offer.
  }
}

function isAnswer(key: string, value: unknown): boolean {
  return key in CHECKS && typeof value === "string" && CHECKS[key as keyof LastAnswers](value);
}
