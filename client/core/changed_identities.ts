/** Tells loudly, and once, of a name that was verified and is now another identity's. */
import type { ChannelId, MemberNumber } from "../../shared/ids.ts";
import type { Membership } from "../../shared/log/membership.ts";
import type { EngineDeps } from "./engine_deps.ts";

export class ChangedIdentities {
  readonly #channel: ChannelId;
  readonly #deps: EngineDeps;
  /** Whose names were compared with those that were verified. */
  readonly #compared = new Set<MemberNumber>();

  constructor(channel: ChannelId, deps: EngineDeps) {
    this.#channel = channel;
    this.#deps = deps;
  }

  look({ members }: Membership): void {
    for (const { number, card, nickKey } of members) {
      if (this.#compared.has(number)) continue;
      this.#compared.add(number);
      const was = this.#deps.verified.get(nickKey);
      if (was && was !== card.id) this.#deps.emit({ type: "changedIdentity", channel: this.#channel, card, was });
    }
  }
}
