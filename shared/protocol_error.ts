/** The peer broke a rule of PROTOCOL.md; its link is closed with this message as the reason. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}
