/** A page of the shop as a buyer saw it, in one width. */
export interface Picture {
  /** `checkout` */
  page: string
  /** `phone` or `desktop` */
  device: string
  title: string
  /** The path, without what is one's own. */
  path: string
  takenAt: string
  contentType: string
  content: Uint8Array
  /** SHA-256 of the content. */
  digest: string
}
