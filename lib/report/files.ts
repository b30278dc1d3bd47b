import type { ReportFileKind } from '@/lib/generated/prisma/enums'

/** How each file of a report is called in addresses, in its name and by browsers. */
export const fileKinds = {
  HTML: { word: 'html', ending: 'html', contentType: 'text/html; charset=utf-8', title: 'Page' },
  JSON: { word: 'json', ending: 'json', contentType: 'application/json; charset=utf-8', title: 'JSON' },
  PDF: { word: 'pdf', ending: 'pdf', contentType: 'application/pdf', title: 'PDF' },
  SIGNATURE: {
    word: 'signature',
    ending: 'dsse.json',
    contentType: 'application/json; charset=utf-8',
    title: 'Signature',
  },
} as const satisfies Record<
  ReportFileKind,
  { word: string; ending: string; contentType: string; title: string }
>

const kindsByWord = new Map(
  (Object.keys(fileKinds) as ReportFileKind[]).map((kind): [string, ReportFileKind] => [
    fileKinds[kind].word,
    kind,
  ]),
)

/** The kind that a word of an address names; undefined for none. */
export const fileKindOf = (word: string) => kindsByWord.get(word)

/** What the files of an assessment's report are called: `go-live-20261126T120000Z.pdf`. */
export function fileName(asOf: string, kind: ReportFileKind): string {
  const time = `${asOf.slice(0, 19)}Z`.replace(/[:-]/g, '')
  return `go-live-${time}.${fileKinds[kind].ending}`
}
