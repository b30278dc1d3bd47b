/** @jsxImportSource hono/jsx */
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Language } from './languages'

interface DocumentProps {
  title: string
  scripts?: string[]
  bodyClass: string
  language?: Language
  /** The count of changes that the page shows, where its script draws it again after further ones. */
  changes?: number | null
  messages?: object[]
  children: Child
}

/** One whole HTML page in the emulator's look. `messages` are posted to the embedding page by the page's script. */
export function Document({
  title,
  scripts = [],
  bodyClass,
  language = 'en',
  changes = null,
  messages = [],
  children,
}: DocumentProps) {
  return html`<!doctype html>${(
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/public/style.css" />
        {scripts.map((script) => (
          <script src={`/public/${script}`} defer />
        ))}
      </head>
      <body class={bodyClass} data-messages={JSON.stringify(messages)} data-changes={changes ?? undefined}>
        {children}
      </body>
    </html>
  )}`
}

const markTexts: Record<Language, [name: string, text: string]> = {
  en: ['Paymentwall emulator', 'Sandbox: no money moves'],
  de: ['Paymentwall-Emulator', 'Testumgebung: Es fließt kein Geld'],
  es: ['Emulador de Paymentwall', 'Entorno de prueba: no se mueve dinero'],
}

export function SandboxMark({ language = 'en' }: { language?: Language }) {
  const [name, text] = markTexts[language]
  return (
    <p class="mark">
      <strong>{name}</strong> <span>{text}</span>
    </p>
  )
}
