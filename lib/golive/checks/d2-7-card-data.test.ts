import { cardData } from '@/lib/golive/checks/c5-card-data'
import { serverCardData } from '@/lib/golive/checks/d2-7-card-data'
import { checkTwin } from '@/test/support/golive'

checkTwin(serverCardData, cardData)
