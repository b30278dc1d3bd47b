import { isLoopback } from '@/lib/env'

const development = process.env.NODE_ENV === 'development'

/** The defaults of every response. */
const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), usb=(), browsing-topics=()',
}

/** Anything but a page shows nothing and may not be framed. Images may contain styles: Firefox applies the policy to them. */
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/** The headers that guard an answer, by what it is: a page (HTML) or anything else. */
export function answerHeaders(isPage: boolean, shopUrl: string): Record<string, string> {
  return {
    ...always,
    ...transportHeaders(shopUrl),
    'Content-Security-Policy': isPage ? sitePolicy(shopUrl) : filePolicy,
  }
}

/** Headers that hold a browser to TLS from now on; none on this machine, whose other ports they would reach too. */
export function transportHeaders(shopUrl: string): Record<string, string> {
  return isLoopback(shopUrl) ? {} : { 'Strict-Transport-Security': 'max-age=31536000' }
}

/**
 * The content security policy of the shop's pages but the payment pages, which have a stricter one. Next starts its pages
 * with inline scripts; everything else comes from the shop itself.
 */
export function sitePolicy(shopUrl: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'self'",
    ...(isLoopback(shopUrl) ? [] : ['upgrade-insecure-requests']),
  ].join('; ')
}
