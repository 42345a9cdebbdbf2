/** Who may connect at all, by address: how many at once, how many new ones, and who was banned. */
import type { Rate } from "../shared/option_kinds.ts";
import { Bucket } from "./bucket.ts";

export interface AdmissionLimits {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly newConnections: Rate;
  readonly knocks: Rate;
  readonly newChannels: Rate;
  readonly newFiles: Rate;
}

/** What is counted of one address; forgotten when nothing of it is left. */
interface Visitor {
  open: number;
  readonly arrivals: Bucket;
  readonly knocks: Bucket;
  readonly newChannels: Bucket;
  readonly newFiles: Bucket;
}

export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #now: () => number;
  readonly #banned: (address: string) => string | undefined;
  readonly #visitors = new Map<string, Visitor>();
  #open = 0;

  constructor(limits: AdmissionLimits, now: () => number, banned: (address: string) => string | undefined) {
    this.#limits = limits;
    this.#now = now;
    this.#banned = banned;
  }

  /** How many lines there are that are welcome. */
  get open(): number {
    return this.#open;
  }

  /**
   * Counts a new connection; why it is not welcome, if so. Every call is followed by a `leave` with that. `own`: the relay knocks at its own port,
   * which takes no turn of those who come from the same address: behind a proxy that is everybody.
   */
  enter(address: string, own = false): string | undefined {
    const visitor = this.#visitor(address);
    visitor.open++;
    const unwelcome = this.#refusal(address, { visitor, own });
    // Who is being turned away takes nobody's place: else one address would have all of a small relay's.
    if (unwelcome === undefined) this.#open++;
    return unwelcome;
  }

  leave(address: string, unwelcome: string | undefined): void {
    if (unwelcome === undefined) this.#open--;
    const visitor = this.#visitors.get(address);
    if (visitor) visitor.open--;
  }

  mayKnock(address: string): boolean {
    return this.#visitor(address).knocks.take(this.#limits.knocks, this.#now());
  }

  mayCreate(address: string): boolean {
    return this.#visitor(address).newChannels.take(this.#limits.newChannels, this.#now());
  }

  mayBring(address: string): boolean {
    return this.#visitor(address).newFiles.take(this.#limits.newFiles, this.#now());
  }

  /** Forgets addresses of which there is nothing left to know. */
  sweep(): void {
    const now = this.#now();
    const { newConnections, knocks, newChannels, newFiles } = this.#limits;
    for (const [address, visitor] of this.#visitors) {
      const rested = visitor.arrivals.full(newConnections, now) && visitor.knocks.full(knocks, now) &&
        visitor.newChannels.full(newChannels, now) && visitor.newFiles.full(newFiles, now);
      if (visitor.open === 0 && rested) this.#visitors.delete(address);
    }
  }

  #refusal(
    address: string,
    { visitor, own }: { readonly visitor: Visitor; readonly own: boolean },
  ): string | undefined {
    const limits = this.#limits;
    const banned = this.#banned(address);
    if (banned !== undefined) return banned;
    if (this.#open >= limits.connections) return "This relay has as many connections as it can hold. Try again later.";
    if (over(visitor.open, limits.connectionsPerAddress)) return "There are too many connections from your address.";
    if (!own && !visitor.arrivals.take(limits.newConnections, this.#now())) {
      return "There were too many new connections from your address. Wait a while.";
    }
    return undefined;
  }

  #visitor(address: string): Visitor {
    let visitor = this.#visitors.get(address);
    if (!visitor) {
      const { newConnections, knocks, newChannels, newFiles } = this.#limits;
      const now = this.#now();
      visitor = {
        open: 0,
        arrivals: new Bucket(newConnections, now),
        knocks: new Bucket(knocks, now),
        newChannels: new Bucket(newChannels, now),
        newFiles: new Bucket(newFiles, now),
      };
      this.#visitors.set(address, visitor);
    }
    return visitor;
  }
}

/** The part of an address that one person has: of IPv6 the first 64 bits, of an IPv4 address in IPv6 clothes the IPv4. */
export function personOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - front.length - back.length }, () => "0");
  // As the system writes it, whatever way an operator does.
  const network = [...front, ...zeros, ...back].slice(0, 4).map((part) => part.toLowerCase().replace(/^0+(?=.)/, ""));
  return `${network.join(":")}::/64`;
}

function over(count: number, limit: number): boolean {
  return limit > 0 && count > limit;
}
