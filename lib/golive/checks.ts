import type { Check, Question } from '@/lib/golive/check'
import { testAccount } from '@/lib/golive/checks/a1-test-account'
import { keySwitch } from '@/lib/golive/checks/a2-key-switch'
import { startRefusals } from '@/lib/golive/checks/a3-start-refusals'
import { secondProject } from '@/lib/golive/checks/a4-second-project'
import { widgetReachable } from '@/lib/golive/checks/b1-widget'
import { persistentUid } from '@/lib/golive/checks/b2-uid'
import { testPayment } from '@/lib/golive/checks/b3-test-payment'
import { subscriptionConditions } from '@/lib/golive/checks/b4-subscription-conditions'
import { cancellationPolicy } from '@/lib/golive/checks/b5-cancellation-policy'
import { listener } from '@/lib/golive/checks/b6-listener'
import { answers } from '@/lib/golive/checks/b7-answers'
import { duplicates } from '@/lib/golive/checks/b8-duplicates'
import { forgeries } from '@/lib/golive/checks/b9-forgeries'
import { tracking } from '@/lib/golive/checks/b10-tracking'
import { deliveryConfirmation } from '@/lib/golive/checks/b11-delivery-confirmation'
import { industryRequirements } from '@/lib/golive/checks/b12-industry'
import { paymentPageHttps } from '@/lib/golive/checks/c1-https'
import { tokenization } from '@/lib/golive/checks/c2-tokenization'
import { fingerprint } from '@/lib/golive/checks/c3-fingerprint'
import { threeDSecure } from '@/lib/golive/checks/c4-three-d-secure'
import { cardData } from '@/lib/golive/checks/c5-card-data'
import { subscriptionTerms } from '@/lib/golive/checks/c6-subscription-terms'
import { cardAnswers } from '@/lib/golive/checks/c7-card-answers'
import { cardPingbacks } from '@/lib/golive/checks/c8-card-pingbacks'
import { widgetAccessible } from '@/lib/golive/checks/d1-1-widget'
import { uidPersistent } from '@/lib/golive/checks/d1-2-uid'
import { widgetProfile } from '@/lib/golive/checks/d1-3-widget-profile'
import { widgetTestPayment } from '@/lib/golive/checks/d1-4-test-payment'
import { cardPageHttps } from '@/lib/golive/checks/d2-1-https'
import { brickTokens } from '@/lib/golive/checks/d2-2-tokenization'
import { secureImplemented } from '@/lib/golive/checks/d2-3-three-d-secure'
import { cardProfile } from '@/lib/golive/checks/d2-4-card-profile'
import { fingerprintSent } from '@/lib/golive/checks/d2-5-fingerprint'
import { cardHolder } from '@/lib/golive/checks/d2-6-card-holder'
import { serverCardData } from '@/lib/golive/checks/d2-7-card-data'
import { recurringUsed } from '@/lib/golive/checks/d2-9-1-recurring'
import { recurringFlow } from '@/lib/golive/checks/d2-9-2-recurring-flow'
import { recurringConditions } from '@/lib/golive/checks/d2-9-3-conditions'
import { recurringPolicy } from '@/lib/golive/checks/d2-9-4-policy'
import { pingbackScript } from '@/lib/golive/checks/d3-1-script'
import { paymentAnswered } from '@/lib/golive/checks/d3-2-1-1-answer'
import { paymentReceived } from '@/lib/golive/checks/d3-2-1-payment'
import { reversalAnswered } from '@/lib/golive/checks/d3-2-2-1-answer'
import { reversalReceived } from '@/lib/golive/checks/d3-2-2-reversal'
import { repeatedRejected } from '@/lib/golive/checks/d3-2-3-repeated'
import { wrongSignature } from '@/lib/golive/checks/d3-2-4-wrong-signature'
import { trackedDelivered } from '@/lib/golive/checks/d3-3-delivered'
import { acceptedPending } from '@/lib/golive/checks/d4-1-1-pending'
import { acceptedAfterReview } from '@/lib/golive/checks/d4-1-2-approved'
import { declinedPending } from '@/lib/golive/checks/d4-2-1-pending'
import { declinedAfterReview } from '@/lib/golive/checks/d4-2-2-declined'
import { shippedInTime } from '@/lib/golive/checks/e1-shipping-time'
import { proofOfShipping } from '@/lib/golive/checks/e2-shipping-proof'
import { shippingStatuses } from '@/lib/golive/checks/e3-shipping-statuses'
import { companyData } from '@/lib/golive/checks/f1-company'
import { policiesVisible } from '@/lib/golive/checks/f2-policies'
import { supportContact } from '@/lib/golive/checks/f3-contact'
import { acceptance } from '@/lib/golive/checks/f4-acceptance'
import { paymentPageTls } from '@/lib/golive/checks/f5-tls'
import { selfAssessment } from '@/lib/golive/checks/g1-self-assessment'
import { staffedInbox } from '@/lib/golive/checks/g2-inbox'
import { registryEntry } from '@/lib/golive/checks/g3-registry'
import { legalTexts } from '@/lib/golive/checks/g4-legal-texts'
import { projectSettings } from '@/lib/golive/checks/g5-project-settings'
import { submission } from '@/lib/golive/checks/g6-submission'
import { reviewedScripts } from '@/lib/golive/checks/g7-payment-page-scripts'

/** Every check point, in the order of Paymentwall’s papers. A new one is a file in `checks` and a line here. */
export const points: readonly (Check | Question)[] = [
  testAccount,
  keySwitch,
  startRefusals,
  secondProject,
  widgetReachable,
  persistentUid,
  testPayment,
  subscriptionConditions,
  cancellationPolicy,
  listener,
  answers,
  duplicates,
  forgeries,
  tracking,
  deliveryConfirmation,
  industryRequirements,
  paymentPageHttps,
  tokenization,
  fingerprint,
  threeDSecure,
  cardData,
  subscriptionTerms,
  cardAnswers,
  cardPingbacks,
  widgetAccessible,
  uidPersistent,
  widgetProfile,
  widgetTestPayment,
  cardPageHttps,
  brickTokens,
  secureImplemented,
  cardProfile,
  fingerprintSent,
  cardHolder,
  serverCardData,
  recurringUsed,
  recurringFlow,
  recurringConditions,
  recurringPolicy,
  pingbackScript,
  paymentReceived,
  paymentAnswered,
  reversalReceived,
  reversalAnswered,
  repeatedRejected,
  wrongSignature,
  trackedDelivered,
  acceptedPending,
  acceptedAfterReview,
  declinedPending,
  declinedAfterReview,
  shippedInTime,
  proofOfShipping,
  shippingStatuses,
  companyData,
  policiesVisible,
  supportContact,
  acceptance,
  paymentPageTls,
  selfAssessment,
  staffedInbox,
  registryEntry,
  legalTexts,
  projectSettings,
  submission,
  reviewedScripts,
]
