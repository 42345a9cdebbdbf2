/** Tells loudly, and once, of a name that was verified and is now another identity's. */
import type { ChannelId } from "../../shared/ids.ts";
import type { Membership } from "../../shared/log/membership.ts";
import type { EngineDeps } from "./engine_deps.ts";

export class ChangedIdentities {
  readonly #channel: ChannelId;
  readonly #deps: EngineDeps;
  /** Whose names were compared with those that were verified: everybody up to this number. */
  #compared = -1;

  constructor(channel: ChannelId, deps: EngineDeps) {
    this.#channel = channel;
    this.#deps = deps;
  }

  look({ members }: Membership): void {
    let place = members.length;
    while ((members[place - 1]?.number ?? -1) > this.#compared) place--;
    for (const { number, card, nickKey } of members.slice(place)) {
      this.#compared = number;
      const was = this.#deps.verified.get(nickKey);
      if (was && was !== card.id) this.#deps.emit({ type: "changedIdentity", channel: this.#channel, card, was });
    }
  }
}
