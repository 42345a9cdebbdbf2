/** A first look at signatures by the platform's Ed25519. */
import { type Glance, glanceOf } from "../../shared/glance.ts";
import { nativeCipher } from "./native_cipher.ts";

export const nativeGlance: Glance = glanceOf(nativeCipher.holds);
