/** What is sent to have a scan begin anew again and again, by the piece that is repeated. */
export const pieces: [string, string][] = [
  ['digits and spaces', '1 '],
  ['digits that begin cards', '4 2 4 '],
  ['groups that begin cards', '4242 4242-'],
  ['whole cards', '4242424242424242 '],
  ['whole cards without a break', '4242424242424242'],
  ['cards in other spellings', '4242.4242.4242.4242/'],
  ['digits', '4'],
  ['digits and letters', '4a'],
  ['dates', '23-11-2026 '],
  ['long gaps', `4${' '.repeat(40)}`],
  ['gaps of every kind', '4 \t\u00a0-\u2013./\u30fb\u200b'],
  ['zero-width characters', '4\u200b\u200d\ufeff'],
  ['spaces', ' '],
  ['dashes', '-'],
  ['full-width digits', '４２ '],
  ['fractions', '½ '],
  ['marks on marks', '\u0301\u0327'],
  ['ligatures', '\ufdfa'],
  ['escapes', '%25'],
  ['escapes of escapes', '%2525'],
  ['broken escapes', '%%2'],
  ['escaped digits', '%34%20'],
  ['addresses', '/?a=/?'],
  ['pairs', '&a=4242'],
  ['brackets', '['],
  ['brackets and quotes', '["'],
  ['names without end', '{"a":'],
  ['backslashes', '\\'],
  ['parts of a form', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n4 4 4\r\n'],
  ['line ends', '\r\n'],
]

export function repeated(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
}

/** The kinds of bodies that are read differently. */
export const bodyKinds = [
  'text/plain',
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
]
