'use server'

import { notFound, redirect } from 'next/navigation'
import { requireUser } from '@/lib/accounts/session'
import { formAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { deleteCard } from '@/lib/saved-cards/mutations'
import { savedCardIdSchema } from '@/lib/saved-cards/schema'

/** Deletes a saved card of the account, then shows those that are left. */
export const removeCard = formAction(async (form) => {
  const user = await requireUser('/account/cards')
  const cardId = savedCardIdSchema.safeParse(form.get('card'))
  if (!cardId.success || !(await deleteCard(cardId.data, user.uid))) notFound()
  redirect((await requestLocale()).path(`/account/cards?deleted=${cardId.data}`))
})
