/** Whether a relay's port speaks TLS, and whether its certificate is one to trust. */
import type { RelayAddress } from "../../../shared/relay_address.ts";
import type { Finding } from "./finding.ts";

const LOOPBACK = /^(127\.|::1$|localhost$)/i;
const CERTIFICATE = /certificate: (?<why>.+)/i;
/** What the system says of a certificate, and what that means. */
const WORDS: readonly (readonly [says: RegExp, means: string])[] = [
  [/expired|notvalidyet|not valid (before|after)/i, "it is not valid at this time, if this computer's clock is right"],
  [/name/i, "it is for another name"],
  [/unknownissuer/i, "nobody whom this computer knows vouches for it"],
];

export async function checkTls({ host, port }: RelayAddress): Promise<Finding> {
  try {
    using line = await Deno.connectTls({ hostname: host, port });
    await line.handshake();
    return { about: "tls", state: "ok", says: "its certificate is good" };
  } catch (error) {
    const why = CERTIFICATE.exec(error instanceof Error ? error.message : "")?.groups?.["why"];
    if (why !== undefined) {
      const means = WORDS.find(([says]) => says.test(why))?.[1] ?? why;
      return { about: "tls", state: "fail", says: `its certificate cannot be trusted: ${means}. Tell its operator.` };
    }
    if (LOOPBACK.test(host)) return { about: "tls", state: "ok", says: "none, and none is needed on one computer" };
    const says = "none: what is said is sealed all the same, but the network sees who is in which channel, and when. ";
    return { about: "tls", state: "warn", says: `${says}A VPN or an SSH tunnel to the relay hides that.` };
  }
}
