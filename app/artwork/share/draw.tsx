import { createHash } from 'node:crypto'
import { ImageResponse } from 'next/og'
import { brand } from '@/lib/brand/brand'
import { knowsTag } from '@/lib/http/entity-tag'
import { answerFile } from '@/lib/http/file-answer'
import { retryAfter } from '@/lib/http/unavailable'
import { languageOf } from '@/lib/languages/languages.mjs'
import { type Locale, localeOf } from '@/lib/languages/locale'
import { KeptPictures } from '@/lib/share-pictures/kept'
import { dayColours, drawableText, inlinePicture, pictureFonts } from '@/lib/share-pictures/parts'
import { versions } from '@/lib/version'

const size = { width: 1200, height: 630 }
const artworkSize = { width: 560, height: 420 }
const mostBytes = 16 * 1024 * 1024
/** Rises with every change of how pictures are drawn. */
const drawing = 2

/** How large a text is written, and in how many lines at most: all of them together fit beside the artwork. */
const titleSize = (title: string) =>
  title.length > 36 ? { fontSize: 56, lineClamp: 4 } : { fontSize: 68, lineClamp: 3 }
const textSize = (text: string) =>
  text.length > 130 ? { fontSize: 26, lineClamp: 5 } : { fontSize: 30, lineClamp: 4 }

/** What is shown where a link to the shop is shared. */
interface Shown {
  title: string
  text: string
  artwork: string
  artworkFileId: string | null
}

// Handlers are bundled apart, each with its own copy of this module.
const kept = globalThis as { sharePictures?: KeptPictures }

async function draw({ title, text, artwork, artworkFileId }: Shown): Promise<Buffer> {
  const mark = { artwork: brand.mark.replace(/^.*\//, ''), artworkFileId: null }
  const [fonts, colours, picture, markPicture] = await Promise.all([
    pictureFonts(),
    dayColours(),
    inlinePicture({ artwork, artworkFileId }, artworkSize.width, artworkSize.height),
    inlinePicture(mark, 56, 56),
  ])
  const drawn = new ImageResponse(
    <div
      style={{
        width: '100%',
        height: '100%',
        display: 'flex',
        alignItems: 'center',
        padding: 64,
        gap: 40,
        background: colours.paper,
        color: colours.ink,
        fontFamily: 'brand',
      }}
    >
      <div style={{ flex: 1, height: '100%', display: 'flex', flexDirection: 'column' }}>
        <div style={{ display: 'flex', alignItems: 'center', gap: 16, fontSize: 32 }}>
          {/* biome-ignore lint/a11y/useAltText: this becomes a part of a picture */}
          <img src={markPicture} width={56} height={56} />
          {drawableText(brand.name)}
        </div>
        <div
          style={{
            // Only a block is cut off after so many lines.
            display: 'block',
            marginTop: 'auto',
            ...titleSize(title),
            lineHeight: 1.05,
            letterSpacing: '-0.03em',
            wordBreak: 'break-word',
          }}
        >
          {drawableText(title)}
        </div>
        <div
          style={{
            display: 'block',
            marginTop: 24,
            marginBottom: 'auto',
            ...textSize(text),
            lineHeight: 1.4,
            color: colours.muted,
            wordBreak: 'break-word',
          }}
        >
          {drawableText(text)}
        </div>
      </div>
      {/* biome-ignore lint/a11y/useAltText: this becomes a part of a picture */}
      <img src={picture} {...artworkSize} />
    </div>,
    { ...size, ...(fonts && { fonts }) },
  )
  return Buffer.from(await drawn.arrayBuffer())
}

/** Names a picture before it is drawn: by all that it shows, and by the version whose files it is drawn from. */
function digestOf({ title, text, artwork, artworkFileId }: Shown): string {
  const { name, mark } = brand
  const of = [drawing, versions, name, mark, title, text, artwork, artworkFileId]
  return createHash('sha256').update(JSON.stringify(of)).digest('hex')
}

/** The language that a picture's address names (lib/storefront/found.ts). */
export function pictureLocale(request: Request): Locale {
  return localeOf(languageOf(new URL(request.url).searchParams.get('language')).name)
}

/** Answers with a picture for those who share a link, drawn at the first request of somebody who does not have it. */
export async function answerPicture(
  request: Request,
  { language, t }: Locale,
  page: string,
  shown: Shown,
): Promise<Response> {
  kept.sharePictures ??= new KeptPictures(mostBytes)
  const digest = digestOf(shown)
  const isKnown = knowsTag(request.headers.get('if-none-match'), `"${digest}"`)
  // Answered by 304, without any content.
  const content = isKnown
    ? Buffer.of()
    : await kept.sharePictures.get(`${language} ${page}`, digest, () => draw(shown))
  if (!content) {
    return new Response(t('shop.busy'), {
      status: 503,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', ...retryAfter },
    })
  }
  const file = { contentType: 'image/png', fileName: `${page}.png`, digest, content: async () => content }
  return answerFile(request, file, { as: 'shown', cache: 'public, max-age=86400' })
}
