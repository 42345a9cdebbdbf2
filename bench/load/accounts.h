/* pychat identities that the bench prepared: a file with a line for each, in hex: seed, card, channel. */
#ifndef ACCOUNTS_H
#define ACCOUNTS_H
#include <openssl/evp.h>

#include "load.h"

struct account {
  EVP_PKEY *key;
  uint8_t *card, channel[16];
  size_t card_length;
};

/* The first `count` accounts of the file, or the program ends with a reason. */
struct account *accounts_read(const char *path, size_t count);

/* Ed25519 over some bytes. */
void account_sign(const struct account *, uint8_t signature[64], const uint8_t *bytes, size_t length);

#endif
