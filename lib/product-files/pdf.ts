import { inflateSync } from 'node:zlib'

/** Names that a sheet to print has no use for, and what a PDF with one of them does. */
const risks: ReadonlyMap<string, string> = new Map([
  ['JavaScript', 'holds a script'],
  ['JS', 'holds a script'],
  ['Launch', 'starts other programs'],
  ['EmbeddedFile', 'has other files embedded'],
  ['EmbeddedFiles', 'has other files embedded'],
  ['RichMedia', 'holds media that run in it'],
  ['XFA', 'has an XFA form, which may hold scripts'],
  ['Encrypt', 'is encrypted and can’t be looked into'],
])

/** Bytes that all its compressed objects together may come to. */
const mostObjectBytes = 64 * 1024 * 1024

const delimiter = /[\0\t\n\f\r ()<>[\]{}/%]/

/**
 * Why a PDF is not taken, as words that follow "This PDF"; undefined when nothing was found. Reads the names of all objects,
 * also of those in compressed object streams. Doesn't see what is hidden in other streams: a name that a reader reaches by
 * a table that points into a picture, if it is spelt with escapes.
 */
export function pdfFault(text: string): string | undefined {
  const plain = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z])/.exec(text)?.[0].slice(1)
  if (plain) return risks.get(plain)
  return new Scan().faultOf(text)
}

class Scan {
  #objectBytes = 0

  faultOf(text: string): string | undefined {
    // The names of the object that is being read.
    let names: string[] = []
    let place = 0
    while (place < text.length) {
      const sign = text.charAt(place)
      if (sign === '%') place = endOf(text, place, (each) => each === '\n' || each === '\r')
      else if (sign === '(') place = endOfString(text, place)
      else if (text.startsWith('<<', place)) place += 2
      else if (sign === '<') place = after(text, '>', place)
      else if (sign === '/') {
        const end = endOf(text, place + 1, (each) => delimiter.test(each))
        const name = decoded(text.slice(place + 1, end))
        const fault = risks.get(name)
        if (fault) return fault
        names.push(name)
        place = end
      } else if (delimiter.test(sign)) place++
      else {
        const end = endOf(text, place, (each) => delimiter.test(each))
        const word = text.slice(place, end)
        place = end
        if (word === 'obj') names = []
        if (word !== 'stream') continue
        const close = text.indexOf('endstream', place)
        if (close < 0) return 'is cut off'
        const fault = names.includes('ObjStm')
          ? this.#faultOfObjects(text.slice(place, close), names)
          : undefined
        if (fault) return fault
        place = close + 'endstream'.length
      }
    }
    return undefined
  }

  #faultOfObjects(data: string, names: readonly string[]): string | undefined {
    const start = /^\r?\n?/.exec(data)?.[0].length ?? 0
    const content = Buffer.from(data.slice(start), 'latin1')
    if (!names.includes('Filter')) return this.faultOf(content.toString('latin1'))
    const unreadable = 'has objects that are packed in a way that can’t be looked into'
    if (
      names.includes('DecodeParms') ||
      names.some((name) => /Decode$/.test(name) && name !== 'FlateDecode')
    ) {
      return unreadable
    }
    try {
      const room = mostObjectBytes - this.#objectBytes
      const objects = inflateSync(content, { maxOutputLength: Math.max(room, 1) })
      this.#objectBytes += objects.length
      return this.faultOf(objects.toString('latin1'))
    } catch {
      return unreadable
    }
  }
}

function endOf(text: string, from: number, isEnd: (sign: string) => boolean): number {
  let place = from
  while (place < text.length && !isEnd(text.charAt(place))) place++
  return place
}

function after(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from)
  return found < 0 ? text.length : found + 1
}

/** The place after a text in brackets, which may hold brackets in pairs, and others after a backslash. */
function endOfString(text: string, from: number): number {
  let open = 0
  for (let place = from; place < text.length; place++) {
    const sign = text.charAt(place)
    if (sign === '\\') place++
    else if (sign === '(') open++
    else if (sign === ')' && --open === 0) return place + 1
  }
  return text.length
}

/** A name may write any sign as `#` and two digits. */
function decoded(name: string): string {
  return name.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  )
}
