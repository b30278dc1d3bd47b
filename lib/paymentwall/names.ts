/**
 * First parts of every parameter name that the shop itself signs (widget.md §2, §6, §8; other-apis.md §2 to §4).
 * No custom pingback parameter may have one of these names: a string signed for such a call must never be readable as a pingback.
 */
export const signedCallNames: ReadonlySet<string> = new Set([
  'ag_external_id',
  'ag_name',
  'ag_period_length',
  'ag_period_type',
  'ag_post_trial_external_id',
  'ag_post_trial_name',
  'ag_post_trial_period_length',
  'ag_post_trial_period_type',
  'ag_recurring',
  'ag_trial',
  'ag_type',
  'amount',
  'country_code',
  'currencyCode',
  'customer',
  'email',
  'evaluation',
  'history',
  'key',
  'lang',
  'message',
  'post_trial_amount',
  'post_trial_currencyCode',
  'ps',
  'success_url',
  'test_mode',
  'timestamp',
  'widget',
])
