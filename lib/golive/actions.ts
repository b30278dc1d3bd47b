'use server'

import { z } from 'zod'
import { outsideTransaction } from '@/lib/db'
import { env } from '@/lib/env'
import { assessmentOf } from '@/lib/golive/assess'
import { isQuestion } from '@/lib/golive/check'
import { points } from '@/lib/golive/checks'
import { listOpenFlags } from '@/lib/golive/data'
import { addAssessment, addFlag, addStatement, answerFlag, closeFlag } from '@/lib/golive/mutations'
import { projectOf } from '@/lib/golive/project'
import {
  answerSchema,
  closeSchema,
  endOfDay,
  flagSchema,
  lastDay,
  statementSchema,
} from '@/lib/golive/schema'
import { judgePoints } from '@/lib/golive/standings'
import { operatorAction } from '@/lib/operators/operator-action'
import { formatTime } from '@/lib/time'

/** Records what only a person can say of a point. */
export const stateAction = operatorAction(
  { role: 'ADMIN', act: 'go-live.state', schema: statementSchema },
  async ({ until: day, ...said }, { uid }) => {
    const point = points.find(({ id }) => id === said.point)
    if (!point || !isQuestion(point)) {
      return { ok: false, sentence: 'Nothing was recorded: this point can’t be attested.' }
    }
    const now = new Date()
    const until = endOfDay(day, point.freshDays, now)
    if (!until) {
      return {
        ok: false,
        subject: point.id,
        sentence: `Nothing was recorded: choose a date from today to ${lastDay(point.freshDays, now)}.`,
      }
    }
    return {
      subject: point.id,
      reason: said.text,
      after: { name: said.name, until: until.toISOString() },
      ...(await addStatement(projectOf(env()), { ...said, uid, until })),
    }
  },
)

/** Flags a point, with a reason that the merchant sees and answers. */
export const flagAction = operatorAction(
  { role: 'REVIEWER', act: 'go-live.flag', schema: flagSchema },
  async ({ point, reason }, { uid }) => {
    if (!points.some(({ id }) => id === point)) {
      return { ok: false, sentence: 'Nothing was done: there is no such point.' }
    }
    return { subject: point, reason, ...(await addFlag(point, reason, uid)) }
  },
)

/** Answers a flag. */
export const answerFlagAction = operatorAction(
  { role: 'ADMIN', act: 'go-live.answer', schema: answerSchema },
  async ({ point, flag: id, answer }, { uid }) => ({
    subject: point,
    reason: answer,
    ...(await answerFlag({ point, id }, answer, uid)),
  }),
)

/** Closes a flag. */
export const closeFlagAction = operatorAction(
  { role: 'REVIEWER', act: 'go-live.close', schema: closeSchema },
  async ({ point, flag: id }, { uid }) => ({ subject: point, ...(await closeFlag({ point, id }, uid)) }),
)

/** Judges every point and keeps how they stand, for good; a job makes the report of it. */
export const assessAction = operatorAction(
  { role: 'ADMIN', act: 'go-live.assess', schema: z.object({}) },
  async (_, { uid }) => {
    // Rules call the shop itself, and one that fails must not take the transaction along.
    const [judged, flags] = await outsideTransaction(() =>
      Promise.all([judgePoints(points), listOpenFlags()]),
    )
    const { id, asOf } = await addAssessment(await assessmentOf(judged, flags), uid)
    return {
      ok: true,
      subject: String(id),
      sentence: `The report as of ${formatTime(asOf)} is being generated.`,
    }
  },
)
