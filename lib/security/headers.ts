import { isLoopback } from '@/lib/env'

const development = process.env.NODE_ENV === 'development'

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
