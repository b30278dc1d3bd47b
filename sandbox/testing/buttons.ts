import type { Locator, Page } from '@playwright/test'

/** Every button that the pages have shown, and those that were pressed. A button is known by where it leads and by what it says. */
export class ButtonInventory {
  readonly seen = new Set<string>()
  readonly pressed = new Set<string>()

  constructor(private readonly page: Page) {}

  /** Notes the buttons of the page as it is now. */
  async look(): Promise<void> {
    const buttons = this.page.locator('button, input[type="submit"], input[type="button"]')
    for (const name of await buttons.evaluateAll(namesOf)) this.seen.add(name)
  }

  async press(button: Locator): Promise<void> {
    await button.waitFor()
    await this.look()
    const [name = ''] = await button.evaluateAll(namesOf)
    this.pressed.add(name)
    await button.click()
  }
}

/** Runs in the page. Ids differ from record to record, so they are left out of the address. */
function namesOf(buttons: Element[]): string[] {
  return buttons.map((button) => {
    const own = button.getAttribute('formaction')
    const address = own ?? button.closest('form')?.getAttribute('action') ?? ''
    const place = address.replace(/(\/(?:payments|pingbacks|subscriptions|widget)\/)[^/]+/, '$1:id')
    return `${button.textContent?.trim()} → ${place}`
  })
}
