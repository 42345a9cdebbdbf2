#include "accounts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t unhex(uint8_t *to, const char *hex) {
  size_t length = strlen(hex) / 2;
  for (size_t i = 0; i < length; i++) {
    unsigned byte = 0;
    sscanf(hex + 2 * i, "%2x", &byte);
    to[i] = (uint8_t)byte;
  }
  return length;
}

static void fail(const char *why) {
  fprintf(stderr, "Cannot read accounts: %s\n", why);
  exit(2);
}

static void read_account(struct account *account, char *line) {
  const char *seed_hex = strtok(line, " \n"), *card_hex = strtok(NULL, " \n"), *channel_hex = strtok(NULL, " \n");
  uint8_t seed[32];
  if (!channel_hex || strlen(seed_hex) != 64 || strlen(channel_hex) != 32) fail("a line is not seed, card, channel");
  unhex(seed, seed_hex);
  unhex(account->channel, channel_hex);
  account->card = malloc(strlen(card_hex) / 2);
  account->card_length = unhex(account->card, card_hex);
  account->key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, sizeof seed);
  if (!account->key) fail("not an Ed25519 seed");
}

struct account *accounts_read(const char *path, size_t count) {
  FILE *file = fopen(path, "r");
  struct account *accounts = calloc(count, sizeof *accounts);
  char line[2048];
  if (!file || !accounts) fail(path);
  for (size_t i = 0; i < count; i++) {
    if (!fgets(line, sizeof line, file)) fail("too few lines");
    read_account(&accounts[i], line);
  }
  fclose(file);
  return accounts;
}

void account_sign(const struct account *account, uint8_t signature[64], const uint8_t *bytes, size_t length) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  size_t size = 64;
  if (EVP_DigestSignInit(context, NULL, NULL, NULL, account->key) != 1 ||
      EVP_DigestSign(context, signature, &size, bytes, length) != 1)
    fail("cannot sign");
  EVP_MD_CTX_free(context);
}
