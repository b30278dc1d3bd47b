import type { Browser } from 'playwright-core'
import { env } from '@/lib/env'
import type { Assessment } from '@/lib/golive/assessment'
import { findAssessment } from '@/lib/golive/data'
import { secretsOf } from '@/lib/golive/masked'
import { log } from '@/lib/log'
import { openBrowser } from '@/lib/report/browser'
import { readReports } from '@/lib/report/data'
import { fileName } from '@/lib/report/files'
import { hdfReport } from '@/lib/report/hdf'
import { reportKey } from '@/lib/report/key'
import { maskedAssessment } from '@/lib/report/masked'
import { keepReport, type MadeFile, type MadeReport } from '@/lib/report/mutations'
import { reportPage } from '@/lib/report/page'
import { printPage } from '@/lib/report/pdf'
import type { Picture } from '@/lib/report/picture'
import { takePictures } from '@/lib/report/pictures'
import { withSignature } from '@/lib/report/signed-page'
import { seal, statementOf } from '@/lib/report/statement'
import { enterAsVisitor } from '@/lib/report/visitor'
import { fingerprintOf } from '@/lib/signing-key'
import { withDeadline } from '@/lib/timeout'

/** How long the browser may work on a report's pictures, and on its PDF, in milliseconds. */
const patience = 180_000

/**
 * Makes the report of an assessment, and keeps it: the page, the JSON, their signature and, with a Chromium, pictures of the
 * shop and the PDF. Without one it says so and makes the rest. A report that was made is left as it is.
 */
export async function makeReport(assessmentId: bigint): Promise<void> {
  const [kept, reports] = await Promise.all([findAssessment(assessmentId), readReports([assessmentId])])
  if (!kept || reports.has(assessmentId)) return
  const assessment = maskedAssessment(kept.content, secretsOf(env()))
  const opened = await openBrowser()
  try {
    const made = opened.ok
      ? await makeWith(opened.browser, assessment)
      : await makeFiles(
          assessment,
          { pictures: [], note: `Not taken: ${opened.why}` },
          async () => opened.why,
        )
    if (await keepReport(assessmentId, made)) {
      log.info(
        { assessment: String(assessmentId), pictures: made.pictures.length },
        'a go-live report is made',
      )
    }
  } finally {
    if (opened.ok) await opened.browser.close()
  }
}

async function makeWith(browser: Browser, assessment: Assessment): Promise<MadeReport> {
  const shown = await picturesOf(browser)
  return makeFiles(assessment, shown, async (page, title) => {
    try {
      return await withDeadline(performance.now() + patience, printPage(browser, page, title))
    } catch (error) {
      return `Chromium could not make it: ${firstLine(error)}`
    }
  })
}

interface Shown {
  pictures: Picture[]
  note: string
}

async function picturesOf(browser: Browser): Promise<Shown> {
  try {
    const visitor = await enterAsVisitor()
    try {
      const taking = takePictures(browser, visitor.sights, visitor.cookie)
      const { pictures, faults } = await withDeadline(performance.now() + patience, taking)
      const missing = [...visitor.faults, ...faults]
      return { pictures, note: missing.length === 0 ? '' : `Not taken: ${missing.join(' ')}` }
    } finally {
      await visitor.leave()
    }
  } catch (error) {
    return { pictures: [], note: `Not taken: ${firstLine(error)}` }
  }
}

/** @param print makes the PDF of a page, or says why there is none */
async function makeFiles(
  assessment: Assessment,
  { pictures, note }: Shown,
  print: (page: string, title: string) => Promise<Buffer | string>,
): Promise<MadeReport> {
  const { asOf, shop } = assessment
  const signingKey = reportKey()
  const key = signingKey && fingerprintOf(signingKey)
  const json = { name: fileName(asOf, 'JSON'), content: hdfReport(assessment) }
  const page = reportPage({ assessment, pictures, picturesNote: note, json, key })
  const pdf = await print(page, `Go-live report of ${shop.name}, as of ${asOf}`)
  const files: MadeFile[] = [
    { kind: 'HTML', name: fileName(asOf, 'HTML'), content: Buffer.from(page) },
    { kind: 'JSON', name: json.name, content: Buffer.from(json.content) },
    ...(typeof pdf === 'string' ? [] : [{ kind: 'PDF' as const, name: fileName(asOf, 'PDF'), content: pdf }]),
  ]
  return {
    key: key ?? '',
    pdfNote: typeof pdf === 'string' ? pdf : '',
    picturesNote: note,
    pictures,
    files: signingKey
      ? signedFiles(files, page, seal(statementOf(assessment, files, signingKey), signingKey), asOf)
      : files,
  }
}

function signedFiles(files: readonly MadeFile[], page: string, envelope: string, asOf: string): MadeFile[] {
  return [
    ...files.map((file) =>
      file.kind === 'HTML' ? { ...file, content: Buffer.from(withSignature(page, envelope)) } : file,
    ),
    { kind: 'SIGNATURE', name: fileName(asOf, 'SIGNATURE'), content: Buffer.from(`${envelope}\n`) },
  ]
}

const firstLine = (error: unknown) => String(error).split('\n')[0] ?? ''
