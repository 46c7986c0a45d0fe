const signatures: ReadonlyArray<readonly [name: string, ...bytes: number[]]> = [
  ['zip', 0x50, 0x4b, 0x03, 0x04],
  ['zstd', 0x28, 0xb5, 0x2f, 0xfd],
  ['xz', 0xfd, 0x37, 0x7a, 0x58],
  ['bzip2', 0x42, 0x5a, 0x68],
];

/** What to tell somebody whose file is packed in a way that is not read; undefined for all others. */
export function packedAs(bytes: Uint8Array): string | undefined {
  const found = signatures.find(([, ...magic]) =>
    magic.every((byte, index) => bytes[index] === byte),
  );
  return found && `is packed with ${found[0]}, which is not read; unpack it first`;
}
