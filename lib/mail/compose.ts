import { brand } from '@/lib/brand/brand'
import { company } from '@/lib/brand/company'
import { shopTime } from '@/lib/clock'
import { env } from '@/lib/env'
import { countOpenAlerts, findOpenAlert, listOpenAlerts, type MailWithFacts } from '@/lib/mail/data'
import { type DrawnMail, drawMail } from '@/lib/mail/draw'
import { letterOf, mailLocale } from '@/lib/mail/letters'
import { findMembership } from '@/lib/subscriptions/data'

/**
 * A message as it would be sent now, from the rows that it is about.
 *
 * @param secretLink for a message that carries a link which opens something; a preview has none
 */
export async function composeMail(mail: MailWithFacts, secretLink?: string): Promise<DrawnMail> {
  const { SHOP_URL: shopUrl, SUPPORT_EMAIL: support } = env()
  const at = await shopTime()
  const isMembership = mail.order?.lines.some(({ kind }) => kind === 'MEMBERSHIP') ?? false
  const membership = isMembership && mail.order ? await findMembership(mail.order.id, at) : undefined
  const { alerts, openAlerts } = await alertsOf(mail)
  const locale = mailLocale(mail)
  const letter = letterOf({ mail, locale, shopUrl, support, membership, secretLink, alerts, openAlerts, at })
  return drawMail(letter, {
    shop: brand.name,
    shopUrl: `${shopUrl}${locale.path('')}`,
    company: company(),
    tag: locale.tag,
  })
}

async function alertsOf({ kind, alertId }: MailWithFacts) {
  if (kind === 'ALERT_DIGEST') return { alerts: await listOpenAlerts(), openAlerts: await countOpenAlerts() }
  const alert = alertId === null ? null : await findOpenAlert(alertId)
  return { alerts: alert ? [alert] : [], openAlerts: 0 }
}
