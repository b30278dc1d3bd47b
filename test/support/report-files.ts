import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { hdfReport } from '@/lib/report/hdf'
import { reportPage } from '@/lib/report/page'
import { withSignature } from '@/lib/report/signed-page'
import { seal, statementOf } from '@/lib/report/statement'
import { assessmentInAllStates, knownFingerprint, knownKey } from '@/test/support/assessments'

/** A report as somebody has downloaded it: `report.html`, `report.json` and `report.dsse.json` in a folder. */
export function writeReport(directory: string, key = knownKey): { page: string; json: string } {
  const assessment = assessmentInAllStates()
  const json = { name: 'report.json', content: hdfReport(assessment) }
  const page = reportPage({ assessment, pictures: [], picturesNote: '', json, key: knownFingerprint })
  const files = [
    { name: 'report.html', content: Buffer.from(page) },
    { name: 'report.json', content: Buffer.from(json.content) },
  ]
  const envelope = seal(statementOf(assessment, files, key), key)
  const places = { page: path.join(directory, 'report.html'), json: path.join(directory, 'report.json') }
  writeFileSync(places.page, withSignature(page, envelope))
  writeFileSync(places.json, json.content)
  writeFileSync(path.join(directory, 'report.dsse.json'), `${envelope}\n`)
  return places
}

/** A key of somebody else. */
export const strangersKey = () => generateKeyPairSync('ed25519').privateKey
