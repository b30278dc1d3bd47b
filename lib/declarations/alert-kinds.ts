import type { AlertKind } from '@/lib/generated/prisma/enums'

/** Alerts of what was declared without signing in: anybody can raise them. */
export const declaredAlerts: readonly AlertKind[] = ['cancellation_declared', 'withdrawal_declared']
