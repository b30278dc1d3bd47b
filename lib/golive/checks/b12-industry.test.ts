import { industryRequirements } from '@/lib/golive/checks/b12-industry'
import { digitalCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

digitalCases(industryRequirements, await testDatabase())
