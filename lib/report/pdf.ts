import type { Browser } from 'playwright-core'
import { html } from '@/lib/report/markup'

/** The most that is kept of a PDF, in bytes. */
const mostBytes = 20_000_000

// Nothing is there: the page is given to the browser, which asks nobody else.
const address = 'https://report.invalid/'

/** A page printed on A4 by the browser, with page numbers. It is given no network and runs no script. */
export async function printPage(browser: Browser, page: string, title: string): Promise<Buffer> {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB', timezoneId: 'UTC' })
  try {
    await context.route('**', (route) =>
      route.request().url() === address
        ? route.fulfill({ contentType: 'text/html; charset=utf-8', body: page })
        : route.abort(),
    )
    const tab = await context.newPage()
    await tab.goto(address, { waitUntil: 'load', timeout: 60_000 })
    const footer = html`<div style="font: 7.5pt sans-serif; width: 100%; margin: 0 15mm; display: flex; justify-content: space-between"><span>${title}</span><span><span class="pageNumber"></span> of <span class="totalPages"></span></span></div>`
    const printed = await tab.pdf({
      format: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      tagged: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer.text,
    })
    if (printed.length > mostBytes) throw new Error(`the PDF has ${printed.length} bytes, which is too much`)
    return printed
  } finally {
    await context.close()
  }
}
