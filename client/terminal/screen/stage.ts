/** The screen before it is drawn: how large everything is, and which messages are in sight. What draws and what scrolls see the same. */
import type { ChatState } from "../../core/state.ts";
import { ownNick } from "../../core/state/channel_state.ts";
import { alarmLines } from "./alarm_lines.ts";
import { arrange, type Arrangement, mostInput } from "./arrangement.ts";
import { channelList } from "./channel_list.ts";
import { type InputArea, inputArea } from "./input_area.ts";
import { memberBlock } from "./member_list.ts";
import { type DrawOptions, type Scene, sceneOf } from "./scene.ts";
import type { Line } from "./span.ts";
import type { ScreenView } from "./view.ts";
import { type WindowPane, windowPane } from "./window_pane.ts";

export interface Stage {
  readonly scene: Scene;
  readonly arrangement: Arrangement;
  readonly input: InputArea;
  readonly alarms: readonly Line[];
  /** Lists over the messages. */
  readonly stacked: readonly Line[];
  /** Rows for messages. */
  readonly height: number;
  /** Undefined where no channel is in front. */
  readonly pane: WindowPane | undefined;
}

const LEAST_FOR_NICK = 30;

export function setUp(state: ChatState, view: ScreenView, options: DrawOptions): Stage {
  const scene = sceneOf(state, view, options);
  const { size, channel, channels } = scene;
  const input = inputArea(view.editor, {
    width: size.columns,
    most: mostInput(size),
    prompt: promptOf(scene),
    look: options.look,
  });
  const alarms = alarmLines(scene);
  const arrangement = arrange(size, {
    panes: view.panes,
    channels: channels.length,
    members: channel?.view !== undefined && channel.view.other === undefined && channel.closed === undefined,
    input: input.lines.length,
    alarms: alarms.length,
  });
  const stacked = stackedLines(scene, arrangement);
  const height = arrangement.body - stacked.length;
  const pane = channel && windowPane(scene, channel, { width: arrangement.main, height });
  return { scene, arrangement, input, alarms, stacked, height, pane };
}

function promptOf({ channel, look: { signs }, size }: Scene): string {
  const nick = channel && ownNick(channel);
  return nick === undefined || size.columns < LEAST_FOR_NICK ? signs.prompt : `${nick} ${signs.prompt}`;
}

/** Each takes a third of what there is for messages, at most. */
function stackedLines(scene: Scene, { body, main, channelBlock, memberBlock: named }: Arrangement): readonly Line[] {
  const height = Math.floor(body / 3);
  const room = { width: main, height };
  const most = Math.min(height, scene.channels.length + 1);
  return [
    ...(channelBlock ? channelList(scene, { width: main, height: most }) : []),
    ...(named ? memberBlock(scene, room) : []),
  ];
}
