// The last line of the page. In HTML it is a comment, so it shows nowhere; base64 and the names in the envelope hold neither
// dashes in a row nor angle brackets.
const signature = /^<!-- dsse (\{[^<>]*\}) -->\n$/

/** The page with its signature's envelope as its last line. What is signed is the page without that line. */
export const withSignature = (page: string, envelope: string) => `${page}<!-- dsse ${envelope} -->\n`

/** The page that was signed and its envelope; undefined where the last line is no signature. */
export function splitSignature(file: Buffer): { page: Buffer; envelope: string } | undefined {
  const end = file.at(-1) === 0x0a ? file.length - 1 : file.length
  const start = file.lastIndexOf(0x0a, end - 1) + 1
  const [, envelope] = signature.exec(file.subarray(start).toString('latin1')) ?? []
  return envelope === undefined ? undefined : { page: file.subarray(0, start), envelope }
}
