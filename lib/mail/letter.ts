/** A part of a message: a paragraph, a table of what is known, a button or a plain line with a link, or something to copy. */
export type Block =
  | string
  | { rows: readonly (readonly [label: string, value: string])[] }
  | { link: { text: string; href: string; isPlain?: boolean } }
  | { copy: { label: string; value: string } }

/** A text file that a message carries. */
export interface Attachment {
  filename: string
  content: string
}

/** A message before it is drawn, in plain words. */
export interface Letter {
  subject: string
  blocks: readonly Block[]
  attachments?: readonly Attachment[]
}
