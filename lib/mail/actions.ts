'use server'

import { z } from 'zod'
import { newIdSchema } from '@/lib/id-schema'
import { resendMail } from '@/lib/mail/mutations'
import { mailIdSchema } from '@/lib/mail/schema'
import { operatorAction } from '@/lib/operators/operator-action'

/** The form that sends a message again. */
export const resendMailAction = operatorAction(
  {
    role: 'ADMIN',
    act: 'mail.resend',
    schema: z.object({ mail: mailIdSchema, key: newIdSchema }),
  },
  async ({ mail, key }) => {
    const queued = await resendMail(mail, key)
    if (queued === 'gone') {
      return { ok: false, sentence: 'This message can’t be sent again. Nothing was done.', subject: mail }
    }
    if (queued === 'repeated') {
      return { ok: true, sentence: 'This was already done. Nothing more was queued.', subject: mail }
    }
    return {
      ok: true,
      sentence: 'The message is queued again.',
      subject: mail,
      to: `/admin/mails/${queued.id}`,
    }
  },
)
