import { languages } from '@/lib/languages/languages.mjs'
import type { Locale } from '@/lib/languages/locale'

/** The same page in the shop's other languages; nothing where there is one alone. */
export function LanguageSwitch({ locale }: { locale: Locale }) {
  const others = languages.filter(({ name }) => name !== locale.language)
  if (others.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-4" aria-label={locale.t('shop.language')}>
      {others.map(({ name, tag, title }) => (
        <li key={name}>
          <a
            href={`/api/language?to=${name}`}
            lang={tag}
            hrefLang={tag}
            rel="nofollow"
            className="link inline-flex min-h-11 items-center"
          >
            {title}
          </a>
        </li>
      ))}
    </ul>
  )
}
