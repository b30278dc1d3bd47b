import { existsSync, readdirSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { temporaryDirectory } from '../children'

export interface Clock {
  /** What makes a process go by it. */
  variables: Record<string, string>
  /** Sets it ahead of the machine's clock, within a second: `+1d`. */
  move(offset: string): Promise<void>
}

/** A clock that can be moved while processes run; undefined where libfaketime is not installed. */
export async function movableClock(): Promise<Clock | undefined> {
  const libraries = '/usr/lib'
  const folders = existsSync(libraries) ? readdirSync(libraries) : []
  const library = folders
    .map((folder) => path.join(libraries, folder, 'faketime/libfaketimeMT.so.1'))
    .find(existsSync)
  if (!library) return undefined
  const directory = await temporaryDirectory('clock')
  await chmod(directory, 0o755)
  const file = path.join(directory, 'offset')
  const move = (offset: string) => writeFile(file, `${offset}\n`)
  await move('+0')
  return {
    variables: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    move,
  }
}
