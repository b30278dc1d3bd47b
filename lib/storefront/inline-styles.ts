import { readFileSync } from 'node:fs'
import path from 'node:path'
import { buildFolder } from '@/lib/http/build-folder.mjs'

const sheetLink = /<link rel="stylesheet" href="\/_next(\/static\/[\w./~-]+\.css)[^"]*"[^>]*>/g

/** A sheet that is larger is fetched beside the page. */
const most = 64 * 1024

// As many as the build has.
const sheets = new Map<string, string | undefined>()

/** A sheet of the build, as it may stand within a page; undefined where it can't be had, or is too large. */
function sheetAt(file: string): string | undefined {
  if (!sheets.has(file)) sheets.set(file, readSheet(file))
  return sheets.get(file)
}

function readSheet(file: string): string | undefined {
  try {
    const text = readFileSync(path.join(buildFolder, file), 'utf8').trim()
    const isFit = text.length <= most && !/<\/style/i.test(text)
    // It names its files as seen from its own place.
    const place = (url: string) => new URL(url, `http://shop/_next${file}`).pathname
    return isFit
      ? text.replace(
          /url\((["']?)(?!data:|[#/])([^)"']+)\1\)/g,
          (_, quote: string, url: string) => `url(${quote}${place(url)}${quote})`,
        )
      : undefined
  } catch {
    return undefined
  }
}

/**
 * A page of HTML with its styles inside, so that it is painted as soon as it has come: on a slow connection a sheet beside it
 * takes another round trip, and comes among the scripts. The link to it moves to the end, where nothing waits for it and it is
 * not applied: there React finds it, and pages that are drawn for each request find it fetched.
 */
export function withStyles(page: Buffer): Buffer {
  const links: string[] = []
  const html = page.toString()
  const styled = html.replace(sheetLink, (link: string, file: string) => {
    const sheet = sheetAt(file)
    if (sheet === undefined) return link
    // Applied a second time it would load its fonts again, and text would move.
    links.push(link.replace(/\/?>$/, ' media="not all"/>'))
    return `<style>${sheet}</style>`
  })
  const end = styled.lastIndexOf('</body>')
  if (links.length === 0 || end < 0) return page
  return Buffer.from(styled.slice(0, end) + links.join('') + styled.slice(end))
}
