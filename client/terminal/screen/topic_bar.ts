/** The first line: where one is, and what it is about. */
import { isOpen } from "../../core/state/channel_state.ts";
import { cut } from "./cut.ts";
import { legibleLine } from "./legible.ts";
import { presenceWords } from "./member_list.ts";
import type { Scene } from "./scene.ts";
import { blank, filled, joined, type Line, slice, styled } from "./span.ts";

const LEAST_FOR_PRESENCE = 60;
const LEAST_TOPIC = 8;

/** `members`: they are listed, and need not be counted here. */
export function topicBar(scene: Scene, { members }: { readonly members: boolean }): Line {
  const { look: { styles, signs }, size: { columns } } = scene;
  const right = members ? blank(0) : presence(scene);
  const name = joined([blank(1, styles.bar), ...nameOf(scene), blank(2, styles.bar)]);
  const room = columns - name.width - right.width - 1;
  const topic = room < LEAST_TOPIC ? "" : cut(topicOf(scene), room, signs.ellipsis);
  const left = joined([name, styled(topic, styles.bar)]);
  return slice(joined([filled(left, Math.max(0, columns - right.width), styles.bar), right]), 0, columns);
}

function nameOf({ channels, view, look: { styles, signs } }: Scene): readonly Line[] {
  const entry = channels.find(({ channel }) => channel.id === view.current);
  if (!entry) return [styled("pychat", styles.barStrong)];
  const sign = entry.other ? signs[entry.other] : signs.channel;
  const style = entry.other === "online" ? styles.barGood : styles.barFaint;
  return [styled(sign, style), blank(1, styles.bar), styled(entry.name, styles.barStrong)];
}

function topicOf({ channel, view }: Scene): string {
  if (!channel) return legibleLine(view.relay);
  if (channel.closed !== undefined) return "closed";
  const topic = legibleLine(channel.view?.topic ?? "");
  return topic === "" && channel.view?.other ? "only you two can read this" : topic;
}

function presence({ channel, state, look: { styles }, size: { columns } }: Scene): Line {
  if (!channel || !isOpen(channel) || channel.view.other || columns < LEAST_FOR_PRESENCE) return blank(0);
  return styled(` ${presenceWords(channel, state)} `, styles.barFaint);
}
