const SHA256_PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/** What an RSA key signs for a SHA-256 digest (RFC 8017 9.2): tokens and services that get a bare digest need it so. */
export function sha256Info(digest: Uint8Array): Buffer {
  return Buffer.concat([SHA256_PREFIX, digest])
}
