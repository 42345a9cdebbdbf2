/** The way to a relay, step by step as a client goes it: its name, its port, what it speaks, its clock, and who can listen in between. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { versionGap } from "../../core/meeting.ts";
import { formatDuration } from "../../../shared/duration.ts";
import { Failure } from "../../../shared/failure.ts";
import { PROTOCOL_VERSION } from "../../../shared/messages.ts";
import type { RelayAddress } from "../../../shared/relay_address.ts";
import type { Computer } from "../../machine/vault_directory.ts";
import { checkKey } from "./check_key.ts";
import { checkTls } from "./check_tls.ts";
import type { Finding, State } from "./finding.ts";
import { greet, type Greeting } from "./greet.ts";

export interface RelayDeps {
  now(): number;
  /** Where keys are kept. */
  readonly computer: Computer;
}

/** Two clocks that are further apart than this are not both right. */
const APART_MS = 60_000;

/** Each step's finding as soon as it is there; what cannot be reached ends it. */
export async function* checkRelay(address: RelayAddress, deps: RelayDeps): AsyncGenerator<Finding> {
  const name = await checkName(address.host);
  yield name;
  if (name.state === "fail") return;
  const greeting = await greetingOf(address);
  if (greeting instanceof Failure) {
    yield finding("port", "fail", greeting.message);
    return;
  }
  yield finding("port", "ok", `${address.port} answers`);
  yield checkProtocol(greeting);
  const key = greeting.key && await checkKey(greeting.key, address, deps.computer);
  if (key) yield key;
  if (greeting.now !== undefined) yield checkClock(greeting.now, deps.now());
  yield await checkTls(address);
}

async function checkName(host: string): Promise<Finding> {
  if (isIP(host) !== 0) return finding("name", "ok", `${host} is an address`);
  try {
    const found = await lookup(host, { all: true });
    return finding("name", "ok", `${host} is ${found.map(({ address }) => address).join(" and ")}`);
  } catch {
    const why = `there is no name ${host}, or nobody to ask for it`;
    return finding("name", "fail", `${why}. Is it spelled right, and is this computer online?`);
  }
}

async function greetingOf(address: RelayAddress): Promise<Greeting | Failure> {
  try {
    return await greet(address);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function checkProtocol({ versions, relay }: Greeting): Finding {
  const gap = versionGap(versions);
  if (gap !== undefined) return finding("protocol", "fail", gap);
  return finding("protocol", "ok", `"${relay ?? ""}" speaks version ${PROTOCOL_VERSION}, as this pychat does`);
}

/** Clients go by the relay's clock, so nothing of theirs fails; but its bans and invites do, and so do certificates here. */
export function checkClock(theirs: number, ours: number): Finding {
  const apart = Math.abs(theirs - ours);
  if (apart <= APART_MS) return finding("clock", "ok", "this computer's and the relay's agree");
  const [here, there] = [ours, theirs].map((time) => new Date(time).toISOString().slice(0, 16).replace("T", " "));
  const says = `it is ${here} UTC here and ${there} at the relay, ${formatDuration(apart)} apart`;
  return finding("clock", "warn", `${says}. Set the one that is wrong.`);
}

function finding(about: string, state: State, says: string): Finding {
  return { about, state, says };
}
