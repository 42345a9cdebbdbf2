/** That all who are inside a channel agree, asked of their clients once everything is quiet. */
import { assert, assertEquals } from "@std/assert";
import type { ChannelId } from "../../shared/ids.ts";
import type { Membership } from "../../shared/log/membership.ts";
import type { Attendee } from "./attendee.ts";

/** Members, powers, head and PIN, as the relay has them and as each of these members sees them. */
export function assertSameState(channel: ChannelId, truth: Membership, members: readonly Attendee[]): void {
  const [first] = members;
  for (const { nick, screen } of members) {
    const view = screen.view(channel);
    assert(view, `${nick} is inside, and sees the channel`);
    assertEquals(plain(view.membership), plain(truth), `${nick} sees the state that the relay has`);
    assertEquals(view.pin, first?.screen.view(channel)?.pin, `${nick} and ${first?.nick} know the same PIN`);
  }
}

/** The newest key, as their vaults hold it after they have ended their clients. */
export function assertSameKey(channel: ChannelId, truth: Membership, members: readonly Attendee[]): void {
  const keys = members.map((member) => member.saved(channel)?.keys[0]);
  for (const [place, key] of keys.entries()) {
    assertEquals(key?.epoch, truth.epoch, `${members[place]?.nick} has the newest key`);
    assertEquals(key, keys[0], `${members[place]?.nick} and ${members[0]?.nick} have the same key`);
  }
}

function plain(membership: Membership): unknown {
  return { ...membership, bans: [...membership.bans], mutes: [...membership.mutes] };
}
