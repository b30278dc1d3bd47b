import { env } from '@/lib/env'

export type Company = {
  name: string
  registration: string
  address: string
  email: string
  /** Empty when there is none. */
  phone: string
}

/** The company that runs the shop, from the environment; the card schemes require it on every page and at the checkout. */
export function company(): Company {
  const { COMPANY_NAME, COMPANY_REGISTRATION, COMPANY_ADDRESS, SUPPORT_EMAIL, SUPPORT_PHONE } = env()
  return {
    name: COMPANY_NAME,
    registration: COMPANY_REGISTRATION,
    address: COMPANY_ADDRESS,
    email: SUPPORT_EMAIL,
    phone: SUPPORT_PHONE,
  }
}

/** A telephone number as the address of a link. */
export function phoneLink(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`
}
