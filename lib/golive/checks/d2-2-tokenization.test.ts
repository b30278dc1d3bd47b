import { tokenization } from '@/lib/golive/checks/c2-tokenization'
import { brickTokens } from '@/lib/golive/checks/d2-2-tokenization'
import { checkTwin } from '@/test/support/golive'

checkTwin(brickTokens, tokenization)
